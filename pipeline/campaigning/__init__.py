"""How names of movements and drives are told from other quotations."""
