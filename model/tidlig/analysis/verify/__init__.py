"""What must hold for every pack: checks on its own programmes, each with the deviation that was measured."""
