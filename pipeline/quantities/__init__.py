"""Numbers that a plan sets: figures, comparators, units and counted nouns, and the signs that a number is none of them."""
