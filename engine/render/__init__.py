"""Points to pixels: compiled kernels behind one interface."""
