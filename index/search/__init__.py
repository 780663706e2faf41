"""The query language, typo tolerance, ranking, facets and suggestions."""
