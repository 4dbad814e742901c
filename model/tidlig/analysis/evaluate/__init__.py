"""Designs evaluated in blocks: the only caller of the engine."""
