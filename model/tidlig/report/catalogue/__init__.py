"""What a pack holds, for people to choose from."""
