"""What the reader has chosen: in the session, in the address, in the scenario file."""
