"""What a pack is: frozen records, units and price years; no files, no arrays."""
