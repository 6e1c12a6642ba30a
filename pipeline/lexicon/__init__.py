"""Tables shared by the extractors, each with its source and validity, and small typed loaders for them.

Tables load on first use. `README.md` lists them.
"""
