"""A block of the corpus as arrays: the text of its paragraphs, and what stands where in them.

Tokens become text: each different one (a word with its marks and its capital) is spelt once, and
offsets are sums of lengths. Some paragraphs print those of other articles of the block word for
word, as papers print an agency's, so a block holds **rows**, and for each article which rows it
prints. The first row of an article is its heading.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.bench.actors import pool
from tests.bench.drawing import draw_rows, draw_themes
from tests.bench.quoting import SUFFIXES, VERBS, Rows, with_quotes
from tests.bench.words import Numbers, invented, word, zipf

ARTICLES = 200
"""Articles of a block."""

COPIED_SHARE = 0.02
"""Paragraphs that print another one of the same block."""

SOURCES = tuple(f"The {invented(number).capitalize()} Post" for number in range(70_000, 70_060))
DAYS = 4_000
"""Days over which the articles are spread."""

NONE = -1

Words = NDArray[np.str_]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Articles as arrays. Offsets are characters from the beginning of a row, end exclusive.

    ``text`` is the UTF-8 of all rows, a line each. Article a prints the rows
    ``printed[paragraphs[a]:paragraphs[a + 1]]``. The items of row r, actors or terms, are those
    from ``items[r]`` to ``items[r + 1]``, by place; ``quote[r]`` is its quote, or NONE.
    """

    text: NDArray[np.uint8]
    paragraphs: Numbers
    printed: Numbers
    source: Numbers
    day: Numbers
    items: Numbers
    item_start: Numbers
    item_end: Numbers
    item_number: Numbers
    item_is_term: NDArray[np.bool_]
    quote: Numbers
    quote_kind: Numbers
    quote_start: Numbers
    quote_end: Numbers
    quote_speaker: Numbers
    quote_verb: Numbers
    mention_start: Numbers
    mention_end: Numbers

    @property
    def passages(self) -> int:
        """How many passages the block has: paragraphs printed, and their quotes."""
        return len(self.printed) + int((self.quote[self.printed] != NONE).sum())

    def save(self, path: Path) -> None:
        """Write the arrays to a file."""
        np.savez(path, **{each.name: getattr(self, each.name) for each in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Block:
        """Read what :meth:`save` has written."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{each.name: arrays[each.name] for each in fields(cls)})


def draw_block(number: int, most: int) -> tuple[Block, Counter[str]]:
    """Return block ``number``, always the same, and how many paragraphs hold each word.

    It ends with the article that reaches ``most`` passages.
    """
    random = np.random.default_rng((7, number))
    counts = random.integers(8, 43, ARTICLES) + 1
    paragraphs = np.concatenate(([0], np.cumsum(counts)))
    article = np.repeat(np.arange(ARTICLES), counts)
    heading = np.zeros(len(article), np.bool_)
    heading[paragraphs[:-1]] = True

    themes = draw_themes(random, ARTICLES)
    rows = with_quotes(
        random, draw_rows(random, article, heading, themes), article, heading, themes
    )
    printed = np.arange(len(article))
    copies = np.flatnonzero(~heading & (random.random(len(article)) < COPIED_SHARE))
    bodies = np.flatnonzero(~heading)
    printed[copies] = bodies[random.integers(0, len(bodies), len(copies))]
    source = zipf(random.random(ARTICLES), len(SOURCES), 1.05, 3.0)
    day = random.integers(0, DAYS, ARTICLES)
    kept = _articles_reaching(most, rows, paragraphs, printed)
    printed = printed[: paragraphs[kept]]
    return _spelt(rows, paragraphs[: kept + 1], printed, source[:kept], day[:kept])


def _articles_reaching(most: int, rows: Rows, paragraphs: Numbers, printed: Numbers) -> int:
    """Return how many articles it takes to have ``most`` passages; all, where they are fewer."""
    quoting = np.zeros(len(rows.starts) - 1, np.int64)
    quoting[rows.quotes.row] = 1
    passages = np.concatenate(([0], np.cumsum(1 + quoting[printed])))[paragraphs[1:]]
    return min(int(np.searchsorted(passages, most)) + 1, len(passages))


def _spelt(
    rows: Rows, paragraphs: Numbers, printed: Numbers, source: Numbers, day: Numbers
) -> tuple[Block, Counter[str]]:
    """Spell the tokens of all rows, join them with spaces, and turn tokens into characters."""
    spellings, places = _spellings(rows.words)
    tokens, before, width, after = _tokens(rows, spellings, places)
    row = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts))
    whole = before + width + after + 1
    ends = np.cumsum(whole)
    begins = ends - whole
    word_start = begins - begins[rows.starts[:-1]][row] + before
    word_end = word_start + width

    bounds = rows.starts.tolist()
    lines = [" ".join(tokens[a:b]) for a, b in pairwise(bounds)]
    items, quotes = rows.items, rows.quotes
    item_row = np.concatenate((items.row, quotes.row))
    first = np.concatenate((items.first, quotes.mention_first))
    order = np.argsort(first, kind="stable")
    quote = np.full(len(lines), NONE)
    quote[quotes.row] = np.arange(len(quotes.row))
    block = Block(
        text=np.frombuffer("\n".join(lines).encode(), np.uint8),
        paragraphs=paragraphs,
        printed=printed,
        source=source,
        day=day,
        items=np.searchsorted(item_row[order], np.arange(len(lines) + 1)),
        item_start=word_start[first[order]],
        item_end=word_end[np.concatenate((items.last, quotes.mention_last))[order]],
        item_number=np.concatenate((items.number, quotes.speaker))[order],
        item_is_term=np.concatenate((items.is_term, np.zeros(len(quotes.row), np.bool_)))[order],
        quote=quote,
        quote_kind=quotes.kind,
        quote_start=word_start[quotes.first],
        quote_end=word_end[quotes.last],
        quote_speaker=quotes.speaker,
        quote_verb=quotes.verb,
        mention_start=word_start[quotes.mention_first],
        mention_end=word_end[quotes.mention_last],
    )
    return block, _document_frequencies(spellings, places, row, printed)


def _spellings(words: Numbers) -> tuple[list[str], Numbers]:
    """Return the different words, spelt, and for each token the place of its word among them."""
    different, places = np.unique(words, return_inverse=True)
    return list(map(_spelling, different.tolist())), places


@cache
def _spelling(number: int) -> str:
    if number >= 0:
        return word(number)
    names = pool().spellings
    place = -1 - number
    return names[place] if place < len(names) else VERBS[place - len(names)]


def _tokens(
    rows: Rows, spellings: list[str], places: Numbers
) -> tuple[list[str], Numbers, Numbers, Numbers]:
    """Return the tokens as text, and the characters of their opening marks, words and suffixes."""
    key = ((places * len(SUFFIXES) + rows.suffixes) * 2 + rows.opens) * 2 + rows.capital
    different, inverse = np.unique(key, return_inverse=True)
    made: list[str] = []
    lengths: list[tuple[int, int, int]] = []
    for each in different.tolist():
        rest, capital = divmod(each, 2)
        rest, opens = divmod(rest, 2)
        place, suffix = divmod(rest, len(SUFFIXES))
        spelt = spellings[place]
        if capital:
            spelt = spelt[0].upper() + spelt[1:]
        made.append(f"{'“' * opens}{spelt}{SUFFIXES[suffix]}")
        lengths.append((opens, len(spelt), len(SUFFIXES[suffix])))
    before, width, after = np.array(lengths, np.int64)[inverse].T
    tokens: list[str] = np.array(made, object)[inverse].tolist()
    return tokens, before, width, after


def _document_frequencies(
    spellings: list[str], places: Numbers, row: Numbers, printed: Numbers
) -> Counter[str]:
    """Return how many printed paragraphs hold each word, in lower case."""
    times = np.bincount(printed, minlength=int(row[-1]) + 1)
    pairs = np.unique(row * len(spellings) + places)
    counts = np.bincount(
        pairs % len(spellings), weights=times[pairs // len(spellings)], minlength=len(spellings)
    )
    found: Counter[str] = Counter()
    for spelt, count in zip(spellings, counts.tolist(), strict=True):
        if count:
            found[spelt.lower()] += int(count)
    return found
