"""Finding categories: sets, filters, thumbnails, the map of a set."""
