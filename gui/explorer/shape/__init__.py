"""Changing a category: the live picture, its handles, maps and measures."""
