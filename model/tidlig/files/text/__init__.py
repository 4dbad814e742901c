"""Text as it is written: cells and documents that know their line, numbers as people type them."""
