"""Choosing categories: marks, comparison, duplicates, named sets."""
