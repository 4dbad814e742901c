"""What a pack's numbers make of the world without any programme, beside what is observed."""
