"""Pages over the explorer: a person's, a topic's, and two people side by side."""
