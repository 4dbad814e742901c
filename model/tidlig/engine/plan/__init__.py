"""The plan: records of a pack and a bundle of programmes turned into arrays of indices, once."""
