"""Quotes for drawn paragraphs, with the words that introduce them, and the marks of sentences.

A third of the paragraphs quote somebody of the article's cast, in one of three ways:

    direct     “The toll of w w w,” said Orla Quint. W w w w.
    mixed      Quint spoke of “the toll of w” w w. W w w w.
    indirect   She said that the toll of w w w. W w w w.

The words of the clause are put between those that were drawn, so every token behind moves on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from tests.bench.actors import pool
from tests.bench.drawing import Draft, Flags, Items, Themes
from tests.bench.words import FUNCTION_WORDS, Numbers

QUOTED_SHARE = 0.355
"""Paragraphs with a quote: with the headings, a quarter of the passages are quotes."""

SHORTEST_ROW = 12
"""Words of a paragraph that may quote."""

COMMA_SHARE = 0.07


class Said(IntEnum):
    """How a quote is given."""

    DIRECT = 0
    MIXED = 1
    INDIRECT = 2


_SAID_SHARES = (0.6, 0.15, 0.25)

SUFFIXES = ("", ",", ".", ",”", "”", "”.")
_PLAIN, _COMMA, _STOP, _COMMA_CLOSE, _CLOSE, _CLOSE_STOP = range(6)

VERBS = ("said", "added", "warned", "argued", "noted", "spoke")
"""Words of reporting, numbered downwards after the pool's spellings; the last is for MIXED."""

_VERB_SHARES = (0.6, 0.15, 0.1, 0.1, 0.05)


@dataclass(frozen=True, slots=True, eq=False)
class Quotes:
    """Quotes, at most one a row, ascending: the first and last token of the words said (inclusive),
    the actor who says them, the tokens (inclusive) of his mention in the clause, and the verb."""

    row: Numbers
    kind: Numbers
    first: Numbers
    last: Numbers
    speaker: Numbers
    mention_first: Numbers
    mention_last: Numbers
    verb: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Finished paragraphs: row r has the tokens ``starts[r]`` to ``starts[r + 1]``, end exclusive.

    ``suffixes`` are places in SUFFIXES; ``opens`` tells that an opening mark precedes a token,
    ``capital`` that it begins a sentence.
    """

    starts: Numbers
    words: Numbers
    suffixes: Numbers
    opens: Flags
    capital: Flags
    items: Items
    quotes: Quotes


@dataclass(frozen=True, slots=True, eq=False)
class _Clauses:
    """The clauses to be put in, and what they introduce.

    A clause stands before token ``at`` of its row; ``words`` (n, 4) are filled up with 0. ``said``
    counts the quoted tokens, which are the row's first ones.
    """

    row: Numbers
    kind: Numbers
    at: Numbers
    words: Numbers
    lengths: Numbers
    said: Numbers
    speaker: Numbers
    mention_at: Numbers
    mention_length: Numbers
    verb: Numbers


def with_quotes(
    random: np.random.Generator, draft: Draft, article: Numbers, heading: Flags, themes: Themes
) -> Rows:
    """Return the rows with quotes and marks; row r belongs to article ``article[r]``."""
    clauses = _draw_clauses(random, draft, article, heading, themes)
    suffixes, capital, opens = _marks(random, draft, heading, clauses)

    at = np.zeros(len(article), np.int64)
    inserted = np.zeros(len(article), np.int64)
    at[clauses.row], inserted[clauses.row] = clauses.at, clauses.lengths
    starts = draft.starts + np.concatenate(([0], np.cumsum(inserted)))
    place = np.arange(len(draft.words)) - draft.starts[draft.row]
    moved = starts[draft.row] + place + (place >= at[draft.row]) * inserted[draft.row]

    def spread(values: NDArray[np.generic]) -> NDArray[np.generic]:
        wide = np.zeros(int(starts[-1]), values.dtype)
        wide[moved] = values
        return wide

    words, wide_suffixes = spread(draft.words), spread(suffixes)
    wide_capital = spread(capital)
    begin = starts[clauses.row] + clauses.at
    for nth in range(clauses.words.shape[1]):
        here = clauses.lengths > nth
        words[begin[here] + nth] = clauses.words[here, nth]
    follows = clauses.at > 0
    wide_suffixes[(begin + clauses.lengths - 1)[follows]] = _STOP
    wide_capital[begin[~follows]] = True

    first = starts[clauses.row] + np.where(follows, 0, clauses.lengths)
    mention = begin + clauses.mention_at
    return Rows(
        starts=starts,
        words=words.astype(np.int64),
        suffixes=wide_suffixes.astype(np.int64),
        opens=spread(opens).astype(np.bool_),
        capital=wide_capital.astype(np.bool_),
        items=replace(draft.items, first=moved[draft.items.first], last=moved[draft.items.last]),
        quotes=Quotes(
            row=clauses.row,
            kind=clauses.kind,
            first=first,
            last=first + clauses.said - 1,
            speaker=clauses.speaker,
            mention_first=mention,
            mention_last=mention + clauses.mention_length - 1,
            verb=clauses.verb,
        ),
    )


def _draw_clauses(
    random: np.random.Generator, draft: Draft, article: Numbers, heading: Flags, themes: Themes
) -> _Clauses:
    """Draw who says what in which rows."""
    counts = np.diff(draft.starts)
    may = ~heading & (counts >= SHORTEST_ROW)
    row = np.flatnonzero(may & (random.random(len(may)) < QUOTED_SHARE))
    count = len(row)
    kind = random.choice(len(Said), count, p=_SAID_SHARES)
    starts = draft.starts[row]

    places = np.where(draft.ends, np.arange(len(draft.ends)), len(draft.ends))
    sentence = np.minimum.reduceat(places, draft.starts[:-1])[row] - starts
    few = np.minimum(random.integers(3, 9, count), sentence)
    said = draft.unit_end[starts + np.where(kind == Said.MIXED, few, sentence)] - starts + 1

    speaker = themes.people[article[row], random.integers(0, themes.people.shape[1], count)]
    verb = random.choice(len(_VERB_SHARES), count, p=_VERB_SHARES)
    verb[kind == Said.MIXED] = VERBS.index("spoke")
    words, lengths, mention_at, mention_length = _clause_words(random, kind, speaker, verb)
    return _Clauses(
        row=row,
        kind=kind,
        at=np.where(kind == Said.DIRECT, said, 0),
        words=words,
        lengths=lengths,
        said=said,
        speaker=speaker,
        mention_at=mention_at,
        mention_length=mention_length,
        verb=verb,
    )


def _clause_words(
    random: np.random.Generator, kind: Numbers, speaker: Numbers, verb: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return the words of clauses (n, 4), how many they are, and where and how long the mention is.

    Speakers are named in full, by the family name, or by a pronoun.
    """
    actors = pool()
    count = len(kind)
    form = random.choice(3, count, p=(0.6, 0.3, 0.1))
    verbs = -1 - len(actors.spellings) - verb
    subject = np.stack((actors.words[speaker, 0], actors.words[speaker, 1]), axis=1)
    subject[form == 1, 0] = subject[form == 1, 1]
    pronouns = np.array([FUNCTION_WORDS.index("he"), FUNCTION_WORDS.index("she")])
    subject[form == 2, 0] = pronouns[speaker[form == 2] % 2]
    mention_length = np.where(form == 0, 2, 1)

    words = np.zeros((count, 4), np.int64)
    lengths = mention_length + np.where(kind == Said.DIRECT, 1, 2)
    verb_first = (kind == Said.DIRECT) & (form < 2)
    rows = np.arange(count)
    mention_at = verb_first.astype(np.int64)
    words[rows, mention_at] = subject[:, 0]
    full = form == 0
    words[rows[full], mention_at[full] + 1] = subject[full, 1]
    words[rows, np.where(verb_first, 0, mention_length)] = verbs
    joined = kind != Said.DIRECT
    joint = np.where(kind == Said.MIXED, FUNCTION_WORDS.index("of"), FUNCTION_WORDS.index("that"))
    words[rows[joined], lengths[joined] - 1] = joint[joined]
    return words, lengths, mention_at, mention_length


def _marks(
    random: np.random.Generator, draft: Draft, heading: Flags, clauses: _Clauses
) -> tuple[Numbers, Flags, Flags]:
    """Return the marks behind each token, which begin a sentence, and which a mark opens."""
    total = len(draft.words)
    suffixes = np.where(draft.ends, _STOP, _PLAIN)
    between = (draft.unit_end == np.arange(total)) & ~draft.ends & ~heading[draft.row]
    suffixes[between & (random.random(total) < COMMA_SHARE)] = _COMMA
    capital = np.concatenate(([True], draft.ends[:-1]))
    capital[draft.starts[:-1]] = True
    opens = np.zeros(total, np.bool_)

    start = draft.starts[clauses.row]
    end = start + clauses.said - 1
    direct, mixed = clauses.kind == Said.DIRECT, clauses.kind == Said.MIXED
    opens[start[direct | mixed]] = True
    capital[start[~direct]] = False
    suffixes[end[direct]] = _COMMA_CLOSE
    suffixes[end[mixed]] = np.where(draft.ends[end[mixed]], _CLOSE_STOP, _CLOSE)
    return suffixes, capital, opens
