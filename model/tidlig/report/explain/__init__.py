"""An explained figure as a document and as text."""
