"""The life-course engine: numpy arrays in, numpy arrays out; factors, levels and programmes come from the pack."""
