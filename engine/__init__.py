"""Everything that computes; never imports Qt."""
