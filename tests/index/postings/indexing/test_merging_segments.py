"""Merging segments gives what building the articles that are left gives, array for array."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.model import Article, Extraction, Phrase, Quote, QuoteKind
from index.postings.format.container import Container
from index.postings.format.layout import NO_STEM
from index.postings.format.vocabulary import Vocabulary
from index.postings.indexing import merging_words, spool
from index.postings.indexing.builder import SegmentBuilder
from index.postings.indexing.merging_segments import merge_segments
from index.postings.indexing.preparing import prepare
from index.postings.snapshot.entries import Stamp
from tests.index.made import actor, article, everywhere, harbour, mill

WORDS = ("toll", "tolls", "oar", "Façade", "中文", "Quint", "Quints", "U.S.", "—")
SPEAKERS = ("Orla Quint", "Aske", "the toll office", None)

paragraphs = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.tuples(st.sampled_from(WORDS), st.sampled_from((200, 300, 600))).map(
        lambda pair: [pair[0]] * pair[1]
    ),
).map(" ".join)


class Recipe(NamedTuple):
    """What an article is made of, and what becomes of it."""

    body: tuple[str, ...]
    speaker: str | None
    segment: int
    deleted: bool


recipes = st.builds(
    Recipe,
    st.lists(paragraphs, min_size=1, max_size=4).map(tuple),
    st.sampled_from(SPEAKERS),
    st.integers(0, 3),
    st.booleans(),
)


@dataclass
class Made:
    article: Article
    extraction: Extraction
    stamp: Stamp


def made(number: int, recipe: Recipe) -> Made:
    each = article(f"piece-{number}", recipe.body, source="The Pell Post" * (number % 2))
    last = each.paragraphs[-1]
    quote = Quote((last.span,), QuoteKind.DIRECT, last.number, last.number, recipe.speaker, None, 0)
    extraction = Extraction(
        (quote,) if recipe.speaker else (),
        (actor(each.text, "Quint"), actor(each.text, "Façade")),
        (Phrase("toll", "tolls", everywhere(each.text, "tolls")),),
    )
    return Made(each, extraction, Stamp(number, -number))


def built(articles: Sequence[Made], path: Path) -> Container:
    builder = SegmentBuilder()
    for each in articles:
        builder.add(prepare(each.article, each.extraction, each.stamp))
    builder.write(path)
    return Container(path)


def mask(container: Container, deleted: Sequence[bool]) -> NDArray[np.bool_]:
    """Return which documents are deleted where these articles are."""
    article_of = np.searchsorted(
        container["articles.documents"], np.arange(len(container["kind"])), side="right"
    )
    return np.array([False, *deleted], np.bool_)[article_of]


def assert_same(merged: Container, expected: Container, without: str = "\0") -> None:
    assert set(merged) == set(expected)
    for name in expected:
        if not name.startswith(without):
            assert merged[name].dtype == expected[name].dtype, name
            assert merged[name].tolist() == expected[name].tolist(), name


def surface(container: Container) -> dict[bytes, tuple[int, int]]:
    """Return the count and the stem's number of each surface form."""
    words = Vocabulary(container["surface.terms"], container["surface.term_starts"])
    numbers = zip(container["surface.counts"].tolist(), container["surface.stems"], strict=True)
    return {word: (count, int(stem)) for word, (count, stem) in zip(words, numbers, strict=True)}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(recipes, min_size=1, max_size=7),
    st.sampled_from((4, 40, 2_000_000)),
    st.sampled_from((1, 1 << 20)),
)
def test_merged_segments_are_what_building_the_articles_left_gives(
    recipes: list[Recipe], stretch: int, in_memory: int
) -> None:
    recipes = sorted(recipes, key=lambda recipe: recipe.segment)
    articles = [made(number, recipe) for number, recipe in enumerate(recipes)]
    left = [each for each, recipe in zip(articles, recipes, strict=True) if not recipe.deleted]
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        folder = Path(name)
        patched.setattr(merging_words, "POSITIONS", stretch)
        patched.setattr(merging_words, "WORDS", stretch)
        patched.setattr(spool, "IN_MEMORY", in_memory)
        patched.setattr(spool, "PIECE", 8 * in_memory)
        parts = []
        for segment in sorted({recipe.segment for recipe in recipes}):
            places = [n for n, recipe in enumerate(recipes) if recipe.segment == segment]
            container = built([articles[n] for n in places], folder / f"part-{segment}")
            parts.append((container, mask(container, [recipes[n].deleted for n in places])))
        documents = merge_segments(parts, folder / "merged")
        merged, expected = Container(folder / "merged"), built(left, folder / "expected")
        merged.verify()
        assert documents == len(expected["kind"])
        if len(left) == len(articles):
            assert_same(merged, expected)
        else:
            assert_same(merged, expected, without="surface.")
            found = surface(merged)
            for form, (count, stem) in surface(expected).items():
                assert found[form][0] >= count
                assert found[form][1] == stem
        assert sorted(path.name for path in folder.iterdir()) == sorted(
            ["merged", "expected", *(container.path.name for container, _ in parts)]
        )


@settings(max_examples=12, deadline=None)
@given(st.lists(recipes, min_size=3, max_size=3))
def test_it_does_not_matter_in_which_steps_segments_are_merged(recipes: list[Recipe]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = []
        for number, recipe in enumerate(recipes):
            container = built([made(number, recipe)], folder / f"part-{number}")
            parts.append((container, mask(container, [False])))
        merge_segments(parts[:2], folder / "two")
        two = Container(folder / "two")
        merge_segments([(two, mask(two, [False, False])), parts[2]], folder / "stepwise")
        merge_segments(parts, folder / "at-once")
        assert (folder / "stepwise").read_bytes() == (folder / "at-once").read_bytes()


def test_forms_of_words_that_are_left_nowhere_are_gone(tmp_path: Path) -> None:
    both = [Made(*harbour(), Stamp(1, 1)), Made(*mill(), Stamp(1, 1))]
    container = built(both, tmp_path / "both")
    merge_segments([(container, mask(container, [True, False]))], tmp_path / "merged")
    forms = surface(Container(tmp_path / "merged"))
    assert b"crate" in surface(container)
    assert b"crate" not in forms
    assert {b"miller", b"harbour", b"bruno"} <= set(forms)


def test_a_form_that_is_left_only_in_a_name_has_no_stem_in_texts(tmp_path: Path) -> None:
    text = made(0, Recipe(("Title", "Ostra Ostra."), None, 0, True))
    name = made(1, Recipe(("Title", "The oar."), "Ostra", 0, False))
    container = built([text, name], tmp_path / "both")
    merge_segments([(container, mask(container, [True, False]))], tmp_path / "merged")
    assert surface(container)[b"ostra"][1] != NO_STEM
    assert surface(Container(tmp_path / "merged"))[b"ostra"] == (3, NO_STEM)


def test_segments_of_which_nothing_is_left_become_an_empty_one(tmp_path: Path) -> None:
    container = built([Made(*harbour(), Stamp(1, 1))], tmp_path / "part")
    merged = tmp_path / "merged"
    assert merge_segments([(container, mask(container, [True]))], merged) == 0
    assert_same(Container(merged), built([], tmp_path / "expected"))


def test_a_torn_part_leaves_no_new_file(tmp_path: Path) -> None:
    container = built([Made(*harbour(), Stamp(1, 1))], tmp_path / "part")
    content = bytearray((tmp_path / "part").read_bytes())
    place = content.find(container["text.gap_starts"].tobytes())
    content[place : place + len(container["text.gap_starts"])] = b"\xff" * len(
        container["text.gap_starts"]
    )
    (tmp_path / "part").write_bytes(content)
    torn = Container(tmp_path / "part")
    with pytest.raises((ValueError, IndexError)):
        merge_segments([(torn, mask(torn, [False]))], tmp_path / "merged")
    assert [path.name for path in tmp_path.iterdir()] == ["part"]
