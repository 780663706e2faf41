"""Files to articles: one module a format, one registry."""
