"""Words: catalogues, formats of numbers, names, messages."""
