"""The report of a study: what was done, on what, and what came out, as HTML and PDF."""
