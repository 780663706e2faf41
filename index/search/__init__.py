"""Search: the query language, typo tolerance, ranking, facets and suggestions."""

from index.search.engine import Cancelled, all_topics, quotes_by, search
from index.search.names import named
from index.search.ranking import Order
from index.search.results import Results, Suggestion
from index.search.syntax import field_text
from index.search.warming import warm_up

__all__ = [
    "Cancelled",
    "Order",
    "Results",
    "Suggestion",
    "all_topics",
    "field_text",
    "named",
    "quotes_by",
    "search",
    "warm_up",
]
