"""What surrounds the pages: frame, language, headers, how text is said."""
