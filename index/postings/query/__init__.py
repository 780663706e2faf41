"""Which passages match a query, and how well: Whoosh's query tree, evaluated with arrays."""
