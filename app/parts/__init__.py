"""Parts of the page: choices, cached calls, widgets, pictures."""
