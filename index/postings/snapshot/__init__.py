"""One generation, opened: its segments, the table of passages, the catalogue, words, articles."""
