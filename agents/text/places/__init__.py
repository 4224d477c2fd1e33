"""Finds names of places and says which places they mean."""
