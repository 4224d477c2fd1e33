"""Finds dates and says which days they are."""
