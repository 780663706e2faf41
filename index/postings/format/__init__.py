"""How things lie in files: containers of arrays, words, packed numbers, stored articles."""
