"""What to try when nothing was found. Only what does find something is offered.

In this order: another spelling of one word, the same without its filters, the words without the
fields, any of the words instead of all, the speaker, actor or topic whose name looks like what was
typed, single words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from index.postings.analysis import forms, stem
from index.search.answers import Suggestion
from index.search.catalogue import Catalogue
from index.search.function_words import FUNCTION_STEMS
from index.search.syntax import (
    And,
    Field,
    FieldTerm,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    conjunction,
    field_text,
)

MAX_SUGGESTIONS = 4
MAX_TRIED = 8
"""Queries counted in search of suggestions: each costs as much as a search."""
MAX_WORDS = 8
"""Words of a query that others are made from; pasted text has more."""

Counter = Callable[[str, Sequence[str]], int]
"""Tells how many passages a query with these filters finds."""


def suggest(
    query: str, tree: Node | None, filters: Sequence[str], catalogue: Catalogue, count: Counter
) -> tuple[Suggestion, ...]:
    """Return queries that find something in place of ``query``, the likeliest first."""
    found: list[Suggestion] = []
    seen = {(str(tree), False)}
    tried = 0
    for candidate in _candidates(query, tree, filters, catalogue):
        if (candidate.query, candidate.drops_filters) in seen:
            continue
        if tried == MAX_TRIED or len(found) == MAX_SUGGESTIONS:
            break
        seen.add((candidate.query, candidate.drops_filters))
        tried += 1
        total = count(candidate.query, () if candidate.drops_filters else filters)
        if total:
            found.append(replace(candidate, why=f"{candidate.why}, {total:,} found"))
    return tuple(found)


def _candidates(
    query: str, tree: Node | None, filters: Sequence[str], catalogue: Catalogue
) -> Iterator[Suggestion]:
    if tree is None:
        if filters:
            yield Suggestion("", "without the filters", drops_filters=True)
        return
    parts = tree.parts if isinstance(tree, And) else (tree,)
    words = [part for part in dict.fromkeys(parts) if not isinstance(part, FieldTerm | Not)]
    known = [part for part in words if _is_known(part, catalogue)][:MAX_WORDS]
    yield from _respelt(parts, catalogue)
    if filters:
        yield Suggestion(query, "without the filters", drops_filters=True)
    if 0 < len(words) < len(parts):
        yield Suggestion(str(conjunction(words)), "only the words")
    if len(known) > 1:
        yield Suggestion(str(Or(tuple(known))), "any of the words")
    yield from _names(_spoken(parts), catalogue)
    if len(words) > 1:
        yield from (Suggestion(str(word), "only this word") for word in known)


def _is_known(part: Node, catalogue: Catalogue) -> bool:
    """Tell whether a part is a word or a phrase that means something, and the corpus has it."""
    if not isinstance(part, Word | Phrase):
        return False
    stems = [stem(form) for form in forms(part.text)]
    if FUNCTION_STEMS.issuperset(stems):
        return False
    return all(map(catalogue.lexicon.document_frequency, stems))


def _respelt(parts: Sequence[Node], catalogue: Catalogue) -> Iterator[Suggestion]:
    """Offer the query with one of its words replaced by the nearest other one."""
    for place, part in enumerate(parts[:MAX_WORDS]):
        nearest = catalogue.spelling.nearest(part.text.lower()) if isinstance(part, Word) else None
        if nearest is not None:
            changed = conjunction([*parts[:place], Word(nearest), *parts[place + 1 :]])
            yield Suggestion(str(changed), "spelt differently")


def _spoken(parts: Sequence[Node]) -> str:
    """Return the words of a query as a name might be meant by them."""
    texts = [part.text for part in parts if isinstance(part, Word | Phrase)]
    names = (Field.BY, Field.ACTOR, Field.TOPIC)
    values = [part.value for part in parts if isinstance(part, FieldTerm) and part.name in names]
    return " ".join(texts or values)


def _names(text: str, catalogue: Catalogue) -> Iterator[Suggestion]:
    """Offer the speakers, actors and topics whose names look like ``text``."""
    for field, why, names in (
        (Field.BY, "said by", catalogue.speaker_names),
        (Field.ACTOR, "mentions", catalogue.actor_names),
        (Field.TOPIC, "about", catalogue.topic_names),
    ):
        for name in names.similar(text, 1):
            yield Suggestion(field_text(field, name.label), f"{why} {name.label}")
