"""How cited papers are read: where one is named, what follows the name, which mentions are one paper."""
