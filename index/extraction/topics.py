"""Candidate topics of an article: terms of one to four words, and the named things that are one.

    the White House rejected a sweeping trade deal over steel tariffs, aides said
        ~~~~~~~~~~~ actor      ~~~~~~~~ ~~~~~~~~~~      ~~~~~~~~~~~~~  ~~~~~ ~~~~
                    break      break    run             run            role  break

Words that no term holds, punctuation and names bound runs of term words; every part of a run that
ends with a noun is a candidate, so that ranking can weigh "trade deal" against "steel trade deal".
A noun alone is one where an article or preposition shows that it is a noun. An article keeps its
best ``FEWEST`` candidates and more with its length, which bounds what a corpus holds. Linear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.extraction.capitals import fold
from index.extraction.memo import Memo
from index.extraction.name_words import folded, is_common
from index.extraction.phrase_words import stands_alone
from index.extraction.stemming import stem, stem_phrase
from index.extraction.term_runs import MODIFIER, NOUN, TermRun, term_runs
from index.model import ActorKind, LocalActor, Paragraph, Phrase, Role, Span

LONGEST_PHRASE = 4
FEWEST = 24
MOST = 2000
CHARACTERS_PER_PHRASE = 160
"""An article keeps one candidate for so many characters, between ``FEWEST`` and ``MOST``."""


_Places = list[tuple[Span, str]]
"""Where a candidate stands, and in which form."""


class _Term(NamedTuple):
    """A term as it stands in a text, lower case unless it is a name, and the key of its topic."""

    form: str
    key: str


def find_phrases(
    text: str, paragraphs: Sequence[Paragraph], actors: Sequence[LocalActor]
) -> tuple[Phrase, ...]:
    """Return the candidate topics of ``text``, in order of their first place in it.

    Names of people, organisations and places are left out; a law, event or idea with a name of its
    own (an actor of kind OTHER, of two words or more) is a candidate under that name. One of its
    words must be an ordinary one, so that an unknown person ("Aya Bozuli") is none.
    """
    found: dict[str, _Places] = defaultdict(list)
    for span, term in _occurrences(text, paragraphs, actors):
        found[term.key].append((span, term.form))
    kept = _best(found, _allowance(paragraphs))
    phrases = [Phrase(key, _label(found[key]), _spans(found[key])) for key in kept]
    return tuple(sorted(phrases, key=lambda phrase: phrase.spans[0]))


def _allowance(paragraphs: Sequence[Paragraph]) -> int:
    length = sum(paragraph.span.end - paragraph.span.start for paragraph in paragraphs)
    return min(MOST, FEWEST + length // CHARACTERS_PER_PHRASE)


def _best(found: dict[str, _Places], allowance: int) -> list[str]:
    """Return the keys of the most frequent candidates, earlier ones first among equals.

    A single word counts only when it comes twice: one noun of an article is no topic of it.
    """
    keys = [key for key, places in found.items() if len(places) > 1 or " " in key]
    keys.sort(key=lambda key: (-len(found[key]), found[key][0]))
    return keys[:allowance]


def _label(places: _Places) -> str:
    """Return the most frequent form, the first in the alphabet among equals."""
    if len({form for _, form in places}) == 1:
        return places[0][1]
    forms = Counter([form for _, form in places])
    return min(forms, key=lambda form: (-forms[form], form))


def _spans(places: _Places) -> tuple[Span, ...]:
    return tuple(span for span, _ in places)


def _occurrences(
    text: str, paragraphs: Sequence[Paragraph], actors: Sequence[LocalActor]
) -> Iterator[tuple[Span, _Term]]:
    """Yield every candidate with its span."""
    names = sorted(span for actor in actors for span in actor.mentions)
    for paragraph in paragraphs:
        if paragraph.role in (Role.BODY, Role.HEADING):
            for run in term_runs(text, paragraph.span, names):
                yield from _terms(text, run)
    for actor in actors:
        if actor.kind is ActorKind.OTHER and _may_be_topic(actor.name):
            term = _Term(actor.name, stem_phrase(actor.name))
            for span in actor.mentions:
                yield span, term


@lru_cache(maxsize=1 << 12)
def _may_be_topic(name: str) -> bool:
    """Tell the name of a law, event or idea from names of which no word tells anything."""
    words = name.split()
    return len(words) > 1 and any(is_common(fold(word)) for word in words)


def _terms(text: str, run: TermRun) -> Iterator[tuple[Span, _Term]]:
    """Yield the parts of a run that can be a term: two to four words, or a noun alone."""
    starts, ends, letters, introduced = run
    for last in range(1, len(letters)):
        if letters[last] == NOUN:
            end = ends[last]
            for start in starts[max(0, last + 1 - LONGEST_PHRASE) : last]:
                term = _SEVERAL[text[start:end]]
                if term is not None:
                    yield Span(start, end), term
    shown = introduced if len(letters) == 1 else letters[-2] == MODIFIER
    if shown and letters[-1] == NOUN:
        term = _SINGLE[text[starts[-1] : ends[-1]]]
        if term is not None:
            yield Span(starts[-1], ends[-1]), term


def _several(words: str) -> _Term | None:
    """Return the term of two to four words, or None if all are generic or they are a clause."""
    form = fold(words)
    parts = form.split()
    if all(word in folded("phrase_generic") for word in parts) or _is_clause(parts):
        return None
    return _Term(form, stem_phrase(form))


def _is_clause(words: Sequence[str]) -> bool:
    """Tell "pilots call" and "voters support", where a verb looks like a noun."""
    subject, verb = words[-2:]
    people = stem(subject) != subject and stem(subject) in folded("topical_people")
    return people and verb in folded("verbs_also_nouns")


def _single(word: str) -> _Term | None:
    """Return the term of one word, or None if it needs others beside it."""
    form = fold(word)
    return _Term(form, stem_phrase(form)) if stands_alone(form) else None


_SEVERAL = Memo(_several)
_SINGLE = Memo(_single)
