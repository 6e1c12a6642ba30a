"""Tables in texts: finding rows and cells, reading the heads of columns, checking sums, and what rows and cells mean."""
