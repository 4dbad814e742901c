"""One year of a block of rows: pure functions on arrays."""
