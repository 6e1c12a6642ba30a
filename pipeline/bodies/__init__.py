"""The grammar of bodies' names: what a printed name is made of, how it is written out, where the body sits."""
