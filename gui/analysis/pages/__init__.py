"""What stands on the right of the analysis tab: pages about one result under a bar of tabs."""
