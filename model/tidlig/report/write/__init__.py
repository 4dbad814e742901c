"""Charts and files out."""
