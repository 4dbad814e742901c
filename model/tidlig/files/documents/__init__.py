"""The documents of a pack: pack.yaml, programmes and scenarios, read into records and written."""
