"""Results as words, numbers, tables and pictures: a result document in, something to read out."""
