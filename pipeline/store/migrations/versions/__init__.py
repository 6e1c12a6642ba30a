"""The steps, in order; their numbers are the versions of stores."""
