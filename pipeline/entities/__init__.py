"""Named entities: persons, bodies and places by gazetteers and a grammar of names over spaCy tokens."""
