"""How far a result can be trusted: sources, grades, fit, published figures."""
