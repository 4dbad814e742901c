"""A result in words, tables and pictures."""
