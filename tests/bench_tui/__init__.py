"""How the explorer feels, measured: bytes typed into a terminal, bytes that came to its screen."""
