"""Words follow each other only where their places say so, however they are compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import Phrase

from index.postings.query import phrases
from index.postings.query.phrases import following
from index.postings.schema import TEXT, TITLE
from tests.index.postings.plain_segments import Document, PlainIndex

places = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 12))).map(sorted)


@given(places, places, st.integers(1, 5))
def test_what_follows_is_in_the_same_document_and_near_enough(
    before: list[tuple[int, int]], after: list[tuple[int, int]], slop: int
) -> None:
    arrays = [np.array([row << 32 | at for row, at in each], np.int64) for each in (before, after)]
    found = following(arrays[0], arrays[1], slop).tolist()
    assert found == [
        row << 32 | at
        for row, at in after
        if any(row == other and 1 <= at - place <= slop for other, place in before)
    ]


def at_places(*words: tuple[str, int]) -> Document:
    """Return a text with words at these places, and nothing in between."""
    text = [""] * (1 + max(place for _, place in words))
    for word, place in words:
        text[place] = word
    return {TEXT: text}


FOLLOWING = [
    at_places(("salt", 0), ("rope", 1)),
    at_places(("salt", 255), ("rope", 256)),
    at_places(("salt", 900), ("rope", 901)),
    at_places(("salt", 3), ("salt", 600), ("rope", 601)),
    at_places(("rope", 0), ("salt", 255), ("rope", 256)),
]
APART = [
    at_places(("salt", 0), ("rope", 257)),
    at_places(("salt", 512), ("rope", 1)),
    at_places(("rope", 7), ("salt", 8)),
    at_places(("salt", 3), ("salt", 600), ("rope", 602)),
    at_places(("salt", 3)),
]


@pytest.mark.parametrize("many", [0, phrases.MANY])
@pytest.mark.parametrize("far", [False, True])
def test_places_are_told_apart_beyond_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, far: bool
) -> None:
    monkeypatch.setattr(phrases, "MANY", many)
    wrapping = at_places(("rope", 0), ("salt", 255))
    documents = [*FOLLOWING, *APART] if far else [*FOLLOWING[:1], *APART[2:3], wrapping]
    index = PlainIndex(tmp_path, [[{TITLE: ["log"]}, *documents]])
    matches = index.evaluator.evaluate(Phrase(TEXT, ["salt", "rope"]), lambda: False)
    assert matches.passages.tolist() == list(range(1, 1 + (len(FOLLOWING) if far else 1)))
