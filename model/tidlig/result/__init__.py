"""What comes out: frozen records of a result, every figure with its unit and, where there is none, the reason."""
