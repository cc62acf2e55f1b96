"""Statistics of classes: means, spreads, distances, order."""
