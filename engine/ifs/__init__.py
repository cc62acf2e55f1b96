"""The mathematics of a category: maps, sampling protocols, measures, variants."""
