"""Specifications, run folders, runs, studies and what they compare."""
