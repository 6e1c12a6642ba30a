"""How persons and bodies to turn to are read."""
