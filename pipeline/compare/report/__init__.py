"""The report of a comparison: a page and its figures as CSV."""
