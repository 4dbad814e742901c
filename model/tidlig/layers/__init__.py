"""What a year's rules, a place, a scenario and the command line lay over a pack."""
