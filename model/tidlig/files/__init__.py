"""Text to records and back: the only room that knows files, CSV and YAML."""
