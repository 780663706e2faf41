"""The postings of a field are those that were written, and nonsense in a file is noticed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.postings import IndexUnusable
from index.postings.format.container import Container
from index.postings.query.field_postings import FieldPostings
from index.postings.schema import SPEAKER, TEXT, TITLE
from tests.index.postings.plain_segments import Document, postings_of, write_segment

WORDS = ("salt", "rope", "tide", "中文", "é", "")

texts = st.lists(st.sampled_from(WORDS), max_size=10)
documents_strategy = st.lists(
    st.one_of(
        st.fixed_dictionaries({TITLE: texts}),
        st.fixed_dictionaries({TEXT: texts}),
        st.fixed_dictionaries({TEXT: texts, SPEAKER: texts}),
    ),
    min_size=1,
    max_size=12,
)


def read(postings: FieldPostings) -> dict[bytes, dict[int, list[int]]]:
    """Return the positions of each term in each document, read one array at a time."""
    found: dict[bytes, dict[int, list[int]]] = {}
    for number, term in enumerate(postings.vocabulary):
        documents = postings.documents(number).tolist()
        counts = postings.frequencies(number)
        each = [1] * len(documents) if counts is None else counts.tolist()
        assert postings.document_frequency(number) == len(documents)
        positions = postings.positions(number).tolist()
        found[term] = {}
        for document, count in zip(documents, each, strict=True):
            found[term][document], positions = positions[:count], positions[count:]
        assert positions == []
    return found


@settings(max_examples=60, deadline=None)
@given(documents_strategy)
def test_what_was_written_is_read(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        container = write_segment(Path(folder) / "a.segment", documents)
        for name in (TEXT, SPEAKER, TITLE):
            postings = FieldPostings(container, name)
            expected = postings_of(documents, name)
            assert read(postings) == expected
            counts = [sum(map(bool, each.get(name, ()))) for each in documents]
            assert postings.lengths.tolist() == [max(1, count) for count in counts]
            assert postings.total == sum(counts)
            assert postings.number(b"absent") == -1
            for number, term in enumerate(expected):
                assert postings.number(term) == number


@settings(max_examples=60, deadline=None)
@given(documents_strategy, st.data())
def test_some_documents_can_be_asked_about(documents: list[Document], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        container = write_segment(Path(folder) / "a.segment", documents)
        postings = FieldPostings(container, TEXT)
        some = data.draw(st.sets(st.sampled_from(range(len(documents)))))
        wanted = np.array(sorted(some), np.int32)
        for number, places in enumerate(postings_of(documents, TEXT).values()):
            inside = wanted[postings.there(number, wanted)]
            assert inside.tolist() == [each for each in wanted.tolist() if each in places]
            counts = [len(places[document]) for document in inside.tolist()]
            there, low = postings.sift(number, wanted)
            assert wanted[there].tolist() == inside.tolist()
            assert low.tolist() == counts
            assert postings.exact_frequencies(number, inside, low).tolist() == counts
            rows = postings.rows(number, inside)
            assert postings.documents(number)[rows].tolist() == inside.tolist()
            assert postings.frequencies_in(number, rows).tolist() == counts
            found = postings.places(number, inside).tolist()
            assert [(place >> 32, place & 0xFFFFFFFF) for place in found] == [
                (row, position)
                for row, document in enumerate(inside.tolist())
                for position in places[document]
            ]


def read_at_once(postings: FieldPostings, numbers: list[int]) -> dict[int, dict[int, float]]:
    """Return how often each of some terms is in each document, read in one go."""
    asked = np.array(numbers, np.int64)
    several = postings.several(asked, postings.document_frequencies(asked))
    assert several.counts.sum() == len(several.documents) == len(several.frequencies)
    pairs = list(zip(several.documents.tolist(), several.frequencies.tolist(), strict=True))
    found: dict[int, dict[int, float]] = {}
    for row, count in zip(several.order.tolist(), several.counts.tolist(), strict=True):
        found[numbers[row]] = dict(pairs[:count])
        assert len(found[numbers[row]]) == count
        del pairs[:count]
    return found


@settings(max_examples=60, deadline=None)
@given(documents_strategy, st.data())
def test_several_terms_are_read_at_once(documents: list[Document], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        container = write_segment(Path(folder) / "a.segment", documents)
        postings = FieldPostings(container, TEXT)
        known = list(postings_of(documents, TEXT).values())
        some = data.draw(st.sets(st.sampled_from(range(len(known)))) if known else st.just(set()))
        numbers = sorted(some)
        assert read_at_once(postings, numbers) == {
            number: {document: len(places) for document, places in known[number].items()}
            for number in numbers
        }
        frequencies = postings.document_frequencies(np.array(numbers, np.int64))
        assert frequencies.tolist() == [len(known[number]) for number in numbers]


@pytest.fixture(scope="module")
def long_documents() -> list[Document]:
    """A word 300 times in one document, positions beyond a byte and two, gaps beyond a byte."""
    long = ["salt", "rope"] * 300 + [""] * 70_000 + ["tide", "rope"]
    return [{TITLE: ["log"]}, *[{TEXT: ["mast"]}] * 299, {TEXT: long}, {TEXT: ["salt", "tide"]}]


def test_large_numbers_are_put_right(long_documents: list[Document], tmp_path: Path) -> None:
    container = write_segment(tmp_path / "a.segment", long_documents)
    postings = FieldPostings(container, TEXT)
    assert read(postings) == postings_of(long_documents, TEXT)
    terms = list(range(len(postings.vocabulary)))
    assert read_at_once(postings, terms) == {
        number: {document: len(places) for document, places in found.items()}
        for number, found in enumerate(postings_of(long_documents, TEXT).values())
    }
    rope = postings.number(b"rope")
    assert postings.frequencies(rope) is not None
    wanted = np.arange(299, 302, dtype=np.int32)
    there, low = postings.sift(rope, wanted)
    assert (there.tolist(), low.tolist()) == ([1], [255])
    assert postings.exact_frequencies(rope, wanted[there], low).tolist() == [301]
    salt = postings.number(b"salt")
    last = postings.places(salt, np.array([301], np.int32))
    assert last.tolist() == [0]
    tide = postings.number(b"tide")
    places = postings.places(tide, np.array([300, 301], np.int32)) & 0xFFFFFFFF
    assert places.tolist() == [70_600, 1]
    assert postings.places(tide, np.array([300], np.int32)).tolist() == [70_600]


def test_terms_far_apart_are_read_at_once(tmp_path: Path) -> None:
    documents: list[Document] = [{TITLE: ["log"]}, {TEXT: ["salt", "tide"]}, {TEXT: ["salt"]}]
    documents += [{}] * 70_000
    documents += [{TEXT: ["tide", "rope", "tide"]}, {TEXT: ["salt"]}]
    postings = FieldPostings(write_segment(tmp_path / "a.segment", documents), TEXT)
    rope, salt, tide = range(3)
    assert read_at_once(postings, [rope, salt, tide]) == {
        rope: {70_003: 1},
        salt: {1: 1, 2: 1, 70_004: 1},
        tide: {1: 1, 70_003: 2},
    }


def altered(container: Container, name: str, value: int) -> dict[str, NDArray[Any]]:
    """Return the container's arrays with each number of one array replaced."""
    arrays = {each: container[each] for each in container}
    arrays[name] = np.full_like(arrays[name], value)
    return arrays


@pytest.mark.parametrize("value", [0, 1, 7, 200])
def test_nonsense_is_noticed_and_never_a_document_outside(tmp_path: Path, value: int) -> None:
    documents: list[Document] = [{TITLE: ["log"]}]
    documents += [{TEXT: ["salt", "rope", "salt"][: 1 + number % 3]} for number in range(40)]
    container = write_segment(tmp_path / "a.segment", documents)
    every = np.arange(len(documents), dtype=np.int32)
    noticed = set()
    names = [name for name in container if name.startswith(f"{TEXT}.")]
    for name in names:
        try:
            postings = FieldPostings(altered(container, name, value), TEXT)
            for number in range(len(postings.vocabulary)):
                found = postings.documents(number)
                assert found.min() >= 0
                assert found.max() < len(documents)
                there, low = postings.sift(number, every)
                postings.exact_frequencies(number, every[there], low)
                postings.frequencies_in(number, postings.rows(number, every[there]))
                postings.places(number, found)
                postings.positions(number)
                alone = np.arange(number, number + 1)
                counts = postings.document_frequencies(alone)
                at_once = postings.several(alone, counts).documents
                assert 0 <= at_once.min() <= at_once.max() < len(documents)
        except IndexUnusable:
            noticed.add(name)
    starts = {f"{TEXT}.{name}_starts" for name in ("posting", "gap", "freq", "position")}
    assert noticed >= starts


def test_missing_arrays_and_lengths_that_differ_are_noticed(tmp_path: Path) -> None:
    container = write_segment(tmp_path / "a.segment", [{TITLE: ["log"]}, {TEXT: ["salt"]}])
    arrays = {name: container[name] for name in container}
    for name in (f"{TEXT}.firsts", f"{TEXT}.gap_starts", f"{TEXT}.large"):
        with pytest.raises(IndexUnusable):
            FieldPostings({each: arrays[each] for each in arrays if each != name}, TEXT)
        with pytest.raises(IndexUnusable):
            FieldPostings({**arrays, name: np.zeros(9, np.uint8)}, TEXT)
