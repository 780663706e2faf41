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

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.extraction.capitals import begins_sentence, fold
from index.extraction.name_words import folded
from index.extraction.phrase_words import Place, place, stands_alone
from index.extraction.stemming import stem_phrase
from index.model import ActorKind, LocalActor, Paragraph, Phrase, Role, Span

LONGEST_PHRASE = 4
FEWEST = 24
MOST = 2000
CHARACTERS_PER_PHRASE = 160
"""An article keeps one candidate for so many characters, between ``FEWEST`` and ``MOST``."""

_WORD = re.compile(r"[^\W\d_](?:[\w\u0300-\u036f]|['’\-‐‑](?=\w))*")
_GAPS = frozenset({" ", "' ", "’ "})
"""What may lie between two words of a term; the apostrophe is that of "workers' rights"."""

_OPENING_WORDS = frozenset({"a", "an", "the", "of", "on", "for", "this", "that", "over", "about"})


def find_phrases(
    text: str, paragraphs: Sequence[Paragraph], actors: Sequence[LocalActor]
) -> tuple[Phrase, ...]:
    """Return the candidate topics of ``text``, in order of their first place in it.

    Names of people, organisations and places are left out; a law, event or idea with a name of its
    own (an actor of kind OTHER, of two words or more) is a candidate under that name.
    """
    spans: dict[str, list[Span]] = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for span, form in _occurrences(text, paragraphs, actors):
        key = stem_phrase(form)
        spans[key].append(span)
        forms[key][form] += 1
    kept = _best(spans, _allowance(paragraphs))
    phrases = (Phrase(key, _label(forms[key]), tuple(spans[key])) for key in kept)
    return tuple(sorted(phrases, key=lambda phrase: phrase.spans[0]))


def _allowance(paragraphs: Sequence[Paragraph]) -> int:
    length = sum(paragraph.span.end - paragraph.span.start for paragraph in paragraphs)
    return min(MOST, FEWEST + length // CHARACTERS_PER_PHRASE)


def _best(spans: dict[str, list[Span]], allowance: int) -> list[str]:
    """Return the keys of the most frequent candidates, earlier ones first among equals.

    A single word counts only when it comes twice: one noun of an article is no topic of it.
    """
    keys = [key for key, found in spans.items() if len(found) > 1 or " " in key]
    keys.sort(key=lambda key: (-len(spans[key]), spans[key][0]))
    return keys[:allowance]


def _label(forms: Counter[str]) -> str:
    """Return the most frequent form, the first in the alphabet among equals."""
    return min(forms, key=lambda form: (-forms[form], form))


def _occurrences(
    text: str, paragraphs: Sequence[Paragraph], actors: Sequence[LocalActor]
) -> Iterator[tuple[Span, str]]:
    """Yield every candidate with its span and its form, lower case unless it is a name."""
    names = sorted(span for actor in actors for span in actor.mentions)
    for paragraph in paragraphs:
        if paragraph.role in (Role.BODY, Role.HEADING):
            for run in _runs(text, paragraph.span, names):
                yield from _terms(text, run)
    for actor in actors:
        if actor.kind is ActorKind.OTHER and " " in actor.name:
            for span in actor.mentions:
                yield span, actor.name


@dataclass(slots=True)
class _Run:
    """Term words in a row: their spans, and whether the word before shows that a noun follows."""

    words: list[Span] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    introduced: bool = False


def _runs(text: str, paragraph: Span, names: Sequence[Span]) -> Iterator[_Run]:
    """Yield the runs of term words in a paragraph. ``names`` are sorted spans to leave out."""
    next_name = bisect_left(names, paragraph)
    run = _Run()
    last = paragraph.start
    for match in _WORD.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        while next_name < len(names) and names[next_name].end <= start:
            next_name += 1
        named = next_name < len(names) and names[next_name].start < end
        word = "" if named else _plain(text, match.group(), paragraph.start, start)
        where = place(word) if word else Place.BREAK
        adjoining = text[last:start] in _GAPS
        if run.words and (where is Place.BREAK or not adjoining):
            yield run
            run = _Run()
        if where is Place.BREAK:
            run.introduced = word in _OPENING_WORDS
        else:
            run.introduced = run.introduced and (adjoining or bool(run.words))
            run.words.append(Span(start, end))
            run.places.append(where)
        last = end
    if run.words:
        yield run


def _plain(text: str, word: str, paragraph: int, start: int) -> str:
    """Return the word folded, or "" where a capital inside a sentence shows a name."""
    if word.islower():
        return word if word.isascii() and "'" not in word else _without_possessor(fold(word))
    if word[1:].islower() and begins_sentence(text, paragraph, start):
        return _without_possessor(fold(word))
    return ""


def _without_possessor(word: str) -> str:
    """A possessor is no part of a term ("the party's nominee"), except "workers' rights"."""
    owner, possessive, _ = word.partition("'s")
    return word if not possessive or owner in folded("collective_possessors") else ""


def _terms(text: str, run: _Run) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a run that can be a term: two to four words, or a noun alone."""
    count = len(run.words)
    for end in range(2, count + 1):
        if run.places[end - 1] is Place.NOUN:
            for start in range(max(0, end - LONGEST_PHRASE), end - 1):
                span = Span(run.words[start].start, run.words[end - 1].end)
                form = fold(span.of(text))
                if any(word not in folded("phrase_generic") for word in form.split()):
                    yield span, form
    noun = run.words[-1]
    shown = run.introduced if count == 1 else run.places[-2] is Place.MODIFIER
    if shown and run.places[-1] is Place.NOUN:
        form = fold(noun.of(text))
        if stands_alone(form):
            yield noun, form
