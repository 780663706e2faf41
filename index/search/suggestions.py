"""What to try when nothing was found: only what does find something is offered.

In this order: the same without its filters, any of the words instead of all, the speaker, actor or
topic whose name looks like what was typed, single words that are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.search.catalogue import Catalogue
from index.search.results import Counter, Suggestion
from index.search.syntax import And, FieldTerm, Node, Not, Or, field_text

MAX_SUGGESTIONS = 4
MAX_TRIED = 12
"""Queries counted in search of suggestions: each costs as much as a search."""


def suggest(
    query: str, tree: Node | None, filters: Sequence[str], catalogue: Catalogue, count: Counter
) -> tuple[Suggestion, ...]:
    """Return queries that find something in place of ``query``, the likeliest first."""
    found: list[Suggestion] = []
    seen: set[str] = set()
    for tried, candidate in enumerate(_candidates(query, tree, filters, catalogue)):
        if tried >= MAX_TRIED or len(found) >= MAX_SUGGESTIONS:
            break
        if candidate.query in seen or (candidate.query == query and not candidate.drops_filters):
            continue
        seen.add(candidate.query)
        total = count(candidate.query, () if candidate.drops_filters else filters)
        if total:
            why = f"{candidate.why}, {total:,} found"
            found.append(Suggestion(candidate.query, why, candidate.drops_filters))
    return tuple(found)


def _candidates(
    query: str, tree: Node | None, filters: Sequence[str], catalogue: Catalogue
) -> Iterator[Suggestion]:
    if filters:
        yield Suggestion(query, "without the filters", drops_filters=True)
    parts = tree.parts if isinstance(tree, And) else ()
    words = [part for part in parts if not isinstance(part, FieldTerm | Not)]
    fields = [part for part in parts if isinstance(part, FieldTerm)]
    if words and fields:
        yield Suggestion(str(And(tuple(words)) if len(words) > 1 else words[0]), "only the words")
    if len(words) > 1:
        yield Suggestion(str(Or(tuple(words))), "any of the words")
    for name in catalogue.speaker_names.similar(query, 2):
        yield Suggestion(field_text("by", name.label), "said by")
    for name in catalogue.actor_names.similar(query, 2):
        yield Suggestion(field_text("actor", name.label), "mentions")
    for name in catalogue.topic_names.similar(query, 2):
        yield Suggestion(field_text("topic", name.label), "about")
    for word in words:
        yield Suggestion(str(word), "only this word")
