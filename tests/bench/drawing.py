"""Drawing the paragraphs of a block of articles with arrays: which words and names stand where.

Each paragraph is a row of words; into stretches of equal length names and terms are put, one each:

    words   the toll of w │ w w w w w w │ w w w w w w w
    items   the toll of w │ Orla Quint w w w w │ w harbour due w w w w

An article has its own cast, terms and favourite words, so that its paragraphs are about something.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tests.bench.actors import PEOPLE, pool
from tests.bench.words import (
    Numbers,
    content,
    draw_function_words,
    draw_inflections,
    draw_ranks,
    zipf,
)

Flags = NDArray[np.bool_]

FUNCTION_SHARE = 0.44
FAVOURITE_SHARE = 0.25
"""Of the content words, how many are among the dozen that the article is about."""

TERMS = 6_000
"""Two-word terms that a corpus is written in."""

SENTENCE = 17
"""Words of a sentence, on average."""


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Actors and terms, ascending by row and place: ``first`` and ``last`` are tokens, inclusive.

    ``number`` is that of the actor, or of the term where ``is_term``.
    """

    row: Numbers
    first: Numbers
    last: Numbers
    number: Numbers
    is_term: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Paragraphs as words, without marks and quotes.

    Row r has the tokens ``starts[r]`` to ``starts[r + 1]``, end exclusive; ``row`` is each token's.
    ``words`` are numbers of words (negative ones are spellings of the pool); ``ends`` tells which
    tokens end a sentence. ``unit_end`` gives for each token the last one of the item it is in
    (itself, where in none), so that no mark comes between the words of a name.
    """

    starts: Numbers
    row: Numbers
    words: Numbers
    unit_end: Numbers
    ends: Flags
    items: Items


@cache
def terms() -> Numbers:
    """Return the words of each term, shape (TERMS, 2): two nouns, the second one in the plural now
    and then."""
    random = np.random.default_rng(5)
    first = zipf(random.random(TERMS), 3_000, 1.02, 30.0)
    second = zipf(random.random(TERMS), 3_000, 1.02, 30.0)
    plural = (random.random(TERMS) < 0.3).astype(np.int64)
    return np.stack((content(first, np.zeros_like(first)), content(second, plural)), axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Themes:
    """What each article is about: shape (articles, some)."""

    favourites: Numbers
    people: Numbers
    others: Numbers
    terms: Numbers


def draw_themes(random: np.random.Generator, articles: int) -> Themes:
    """Draw what each of some articles is about."""
    actors = pool()
    return Themes(
        favourites=draw_ranks(random, articles * 12).reshape(articles, 12),
        people=actors.draw_people(random, (articles, 6)),
        others=actors.draw_others(random, (articles, 4)),
        terms=zipf(random.random((articles, 8)), TERMS, 1.05, 6.0),
    )


def draw_rows(
    random: np.random.Generator, article: Numbers, heading: Flags, themes: Themes
) -> Draft:
    """Draw the paragraphs of a block; row r belongs to article ``article[r]`` of the block.

    Where ``heading``, a row is a short title without names and without the end of a sentence.
    """
    counts = np.clip(random.normal(36, 13, len(article)), 7, 100).astype(np.int64)
    counts[heading] = random.integers(5, 10, int(heading.sum()))
    starts = np.concatenate(([0], np.cumsum(counts)))
    row = np.repeat(np.arange(len(counts)), counts)
    words = _draw_words(random, article[row], themes)
    unit_end = np.arange(len(words))
    items = _place_items(random, starts, heading, article, themes, words, unit_end)
    ends = _sentence_ends(random, starts, heading, unit_end)
    return Draft(starts, row, words, unit_end, ends, items)


def _draw_words(random: np.random.Generator, article: Numbers, themes: Themes) -> Numbers:
    """Draw a word for each token, of which the article is given."""
    words = draw_function_words(random, len(article))
    contents = np.flatnonzero(random.random(len(words)) >= FUNCTION_SHARE)
    ranks = draw_ranks(random, len(contents))
    favourite = np.flatnonzero(random.random(len(contents)) < FAVOURITE_SHARE)
    chosen = random.integers(0, themes.favourites.shape[1], len(favourite))
    ranks[favourite] = themes.favourites[article[contents[favourite]], chosen]
    words[contents] = content(ranks, draw_inflections(random, len(contents)))
    return words


def _place_items(
    random: np.random.Generator,
    starts: Numbers,
    heading: Flags,
    article: Numbers,
    themes: Themes,
    words: Numbers,
    unit_end: Numbers,
) -> Items:
    """Put 1 to 4 actors and 1 to 4 terms into each row, as far as there is room, and tell where.

    Writes into ``words`` and ``unit_end``.
    """
    counts = np.diff(starts)
    wanted = random.integers(1, 5, len(counts)) + random.integers(1, 5, len(counts))
    fitting = np.where(heading, 0, np.minimum(wanted, counts // 5))
    row = np.repeat(np.arange(len(counts)), fitting)
    nth = nth_of(fitting)
    width = counts[row] / fitting[row]
    first = starts[row] + (nth * width + random.random(len(row)) * (width - 4)).astype(np.int64)
    is_term = np.where(nth < 2, nth == 1, random.random(len(row)) < 0.5)
    number = _draw_items(random, article[row], is_term, themes)
    item_words, lengths = _words_of_items(random, number, is_term)
    last = first + lengths - 1
    for place in range(item_words.shape[1]):
        here = lengths > place
        words[first[here] + place] = item_words[here, place]
        unit_end[first[here] + place] = last[here]
    return Items(row, first, last, number, is_term)


def nth_of(counts: Numbers) -> Numbers:
    """Return 0, 1, … for each of so many things in a row: (2, 3) gives 0 1 0 1 2."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _draw_items(
    random: np.random.Generator, article: Numbers, is_term: Flags, themes: Themes
) -> Numbers:
    """Draw actors, and terms where ``is_term``, from what the articles are about."""
    count = len(article)
    person = themes.people[article, random.integers(0, themes.people.shape[1], count)]
    other = themes.others[article, random.integers(0, themes.others.shape[1], count)]
    actor = np.where(random.random(count) < 0.6, person, other)
    term = themes.terms[article, random.integers(0, themes.terms.shape[1], count)]
    return np.where(is_term, term, actor)


def _words_of_items(
    random: np.random.Generator, number: Numbers, is_term: Flags
) -> tuple[Numbers, Numbers]:
    """Return the words of items, shape (n, 3), and how many they are. Two mentions of a person in
    five are by the family name alone."""
    actors = pool()
    actor, term = np.where(is_term, 0, number), np.where(is_term, number, 0)
    words = np.where(is_term[:, None], np.pad(terms(), ((0, 0), (0, 1)))[term], actors.words[actor])
    lengths = np.where(is_term, 2, actors.lengths[actor])
    short = ~is_term & (actor < PEOPLE) & (random.random(len(number)) < 0.4)
    words[short, 0] = words[short, 1]
    lengths[short] = 1
    return words, lengths


def _sentence_ends(
    random: np.random.Generator, starts: Numbers, heading: Flags, unit_end: Numbers
) -> Flags:
    """Return which tokens end a sentence."""
    counts = np.diff(starts)
    sentences = np.maximum(1, np.round(counts / SENTENCE)).astype(np.int64)
    sentences[heading] = 0
    row = np.repeat(np.arange(len(counts)), sentences)
    nth = nth_of(sentences) + 1
    jitter = np.where(nth == sentences[row], 0, random.integers(-3, 4, len(row)))
    places = np.round(nth * counts[row] / sentences[row]).astype(np.int64) - 1 + jitter
    ends = np.zeros(len(unit_end), np.bool_)
    ends[unit_end[starts[row] + places]] = True
    return ends
