"""Analyses: each makes a design, has it evaluated, and reads the result."""
