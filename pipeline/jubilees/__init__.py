"""How anniversaries are read: the words around the number of years, the name of the event, the two dates."""
