"""The second page."""
