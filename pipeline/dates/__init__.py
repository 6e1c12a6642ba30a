"""The algebra of printed dates: calendar forms, ranges and lists of them, deadlines, recurrences, the moon."""
