"""What must hold between records, however each was written."""
