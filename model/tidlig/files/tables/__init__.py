"""The tables of a pack, a module a table: CSV rows read into records."""
