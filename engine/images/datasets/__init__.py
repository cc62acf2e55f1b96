"""The real data sets known by name: what they are, where their files lie, how they are read and obtained."""
