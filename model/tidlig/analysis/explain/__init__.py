"""Where a figure comes from, line by line."""
