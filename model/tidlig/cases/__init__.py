"""Published results with the packs that reproduce them."""
