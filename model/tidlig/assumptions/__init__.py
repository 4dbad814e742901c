"""Assumption files: found, read, checked and layered into a frozen :class:`~tidlig.assumptions.pack.Pack`."""
