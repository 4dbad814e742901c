"""One scenario to its result document."""
