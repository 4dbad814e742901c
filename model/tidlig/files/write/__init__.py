"""Back to the files a pack came from, all of them or none."""
