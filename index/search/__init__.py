"""Search: the query language, typo tolerance, ranking, facets and suggestions."""

from index.search.answers import Suggestion
from index.search.engine import Cancelled, all_topics, quotes_by, search
from index.search.facts import Totals
from index.search.names import named
from index.search.profiles import (
    Alias,
    Comparison,
    Pair,
    PersonProfile,
    Timeline,
    TopicProfile,
    compare,
    most_quoted,
    person,
    topic,
)
from index.search.ranking import Order
from index.search.results import Results
from index.search.syntax import field_text, phrase_text
from index.search.warming import warm_up

__all__ = [
    "Alias",
    "Cancelled",
    "Comparison",
    "Order",
    "Pair",
    "PersonProfile",
    "Results",
    "Suggestion",
    "Timeline",
    "TopicProfile",
    "Totals",
    "all_topics",
    "compare",
    "field_text",
    "most_quoted",
    "named",
    "person",
    "phrase_text",
    "quotes_by",
    "search",
    "topic",
    "warm_up",
]
