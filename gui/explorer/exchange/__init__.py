"""Categories and pictures in and out; the search for new categories."""
