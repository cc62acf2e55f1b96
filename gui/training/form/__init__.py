"""The form of a new study, in parts: each edits its own piece of one table of values."""
