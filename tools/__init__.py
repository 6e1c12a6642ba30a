"""Tools of the corpus: they make gold from marked sources and never look at what the extractors find."""
