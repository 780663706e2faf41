"""What the user corrects: kept in one file of his own, applied between extraction and the index."""
