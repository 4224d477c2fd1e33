"""How many were killed, wounded and captured."""
