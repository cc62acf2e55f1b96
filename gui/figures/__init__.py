"""The one place where figures of the program become figures for print."""
