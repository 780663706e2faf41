"""Twenty searches over the bundled articles, and which passages a reader expects before which.

Passages are named by words that only they have. What is tested is order, never a score: a change of
the scores that keeps these orders is as good.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.corpus import Corpus
from index.model import Hit
from seeds import ARTICLES


@dataclass(frozen=True)
class Expectation:
    """A search, passages that must come in this order (by words of theirs), and why.

    ``leads`` tells that the first of them must be the first of all.
    """

    query: str
    order: tuple[str, ...]
    why: str
    typing: bool = False
    leads: bool = False


EXPECTATIONS = (
    Expectation(
        "lamp due",
        (
            "that the lamp due was “a sensible little tax",
            "Captain Jonas Brask was given the six pages",
        ),
        "the two words are one thing, so they stand side by side before they stand apart",
    ),
    Expectation(
        "window man",
        ('her master a "window man"', "He swears that he never saw"),
        "words in the order typed come before the same words the other way round",
        leads=True,
    ),
    Expectation(
        "price of water",
        ("They have put a price on water", "Both governments spoke of grief"),
        "a short word between two words keeps its place: “price on water” is nearly what was typed",
        leads=True,
    ),
    Expectation(
        '"put the kettle on"',
        ("and put the kettle on", "The keeper had taken down the sign"),
        "both have the phrase; of the two the shorter says little else",
        leads=True,
    ),
    Expectation(
        "coast guard radar",
        ("Coast guard radar was switched off to save money", "The Halvern Coast Guard (HCG) and"),
        "three words in a row, in a headline, before three words in different sentences",
        leads=True,
    ),
    Expectation(
        "church organs",
        ("salted herring, ball bearings and, to the surprise", "No. It is 1.2 million korins"),
        "an article whose title has both words is about them",
    ),
    Expectation(
        "tariff herring",
        ("church organs with 30", "The dockers of Cazrin, who lost the herring quays"),
        "the headline says what the article is about, another article mentions it in passing",
        leads=True,
    ),
    Expectation(
        "first ship",
        ("The first ship under the accord will be the Perpetua", "The first invoice under Halvern"),
        "“first ship” in a row before a first thing and, later, a ship",
    ),
    Expectation(
        "Dagny Brask",
        ("I was asked to choose between the radar", "two days before Admiral Dagny Brask signed"),
        "who types a full name wants what she said before where others mention her",
        leads=True,
    ),
    Expectation(
        "kelder strait",
        ("A voyage through the Kelder Strait will cost", "In the Torraski text the same three"),
        "it is a place here, not the first half of the Kelder Strait Authority's name",
    ),
    Expectation(
        "maren orlo goat",
        ("A goat is not a small thing to the man", "On the left, in his socks, DRYING A CUP"),
        "what she said of the goat comes before a description of both",
        leads=True,
    ),
    Expectation(
        "tosk pilot",
        ("I could have had a pilot for the price of a pew", "By nine we lay at Aldersund"),
        "what Tosk says of pilots comes before a paragraph that has both words",
        leads=True,
    ),
    Expectation(
        "anselm rook goat",
        ("It is a picture of the goat", "Just before five, low in the water"),
        "three words, two of which are who speaks, belong together",
        leads=True,
    ),
    Expectation(
        "talloway wife",
        ("My wife is exercising a statutory right", "The walker came into the Moot"),
        "the husband himself on his wife, before a report in which both words occur",
        leads=True,
    ),
    Expectation(
        "herr",
        ("that a herring given away was at least eaten", "Nothing else has been settled"),
        "a quote that is all about herring before a list in which they occur",
        typing=True,
        leads=True,
    ),
    Expectation(
        "coll",
        ("Coll weighs what a piano weighs", "such improvements as the collector may"),
        "a name that is typed to the letter comes before words that only begin so",
        typing=True,
        leads=True,
    ),
    Expectation(
        "halv",
        ("who once", "in two and sold the halves at the old price"),
        "of words that begin so no rare one (“halves”) pushes in before Halvern",
        typing=True,
    ),
    Expectation(
        "collison",
        ("If there is a collision, will the two services", "In the trade a place like this"),
        "a slip is read as the word that was meant; a question about it says more than a remark",
        leads=True,
    ),
    Expectation(
        "lightouse keeper",
        (
            "Anselm Rook, the keeper of the lighthouse",
            "has one lighthouse, one keeper and one goat",
        ),
        "a misspelt word counts as the right one, and the two stand closer together",
    ),
    Expectation(
        "radar",
        ("Coast guard radar was switched off to save money", "The other radar"),
        "a headline of a whole sentence says more than a heading of three words",
    ),
    Expectation(
        "forward",
        ("She was facing forward", "I had the kettle on, so I put in more water"),
        "the shorter quote is about the word, in the longer one it is a detail",
        leads=True,
    ),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    home: Path = tmp_path_factory.mktemp("home")
    with Corpus.open([ARTICLES], home=home) as opened:
        opened.refresh()
        yield opened


def place_of(hits: list[Hit], words: str) -> int:
    """Return where the passage with these words stands."""
    found = [place for place, hit in enumerate(hits) if words in " ".join(hit.text.split())]
    assert found, f"no hit has “{words}”"
    return found[0]


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=lambda each: each.query)
def test_a_reader_finds_first_what_was_meant(corpus: Corpus, expected: Expectation) -> None:
    hits = list(corpus.search(expected.query, typing=expected.typing))
    places = [place_of(hits, words) for words in expected.order]
    assert places == sorted(set(places)), expected.why
    if expected.leads:
        assert places[0] == 0, expected.why


def test_the_same_words_in_two_papers_are_one_hit(corpus: Corpus) -> None:
    found = corpus.search('"symmetrical insult"')
    assert [(hit.speaker, hit.more) for hit in found] == [("Fenna Quist", 1)]
    (copy,) = found.copies(0)
    assert copy.text == found[0].text
    assert copy.source != found[0].source
    assert copy.date is not None
    assert found[0].date is not None
    assert found[0].date <= copy.date
    assert found.place_of(copy.article, copy.start, copy.kind) == 0
