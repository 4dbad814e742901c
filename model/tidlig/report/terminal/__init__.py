"""What the command line prints, a module a command; it lays out, the rest of the report decides what is said."""
