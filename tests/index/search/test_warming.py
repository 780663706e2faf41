from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.postings import IndexReader, IndexUnusable
from index.search import search, warm_up
from index.search.catalogue import catalogue_of
from index.search.warming import OLDEST_AFTER
from tests.index.search.conftest import STORIES, write_index


def test_a_warm_up_makes_what_searches_need(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    assert warm_up(reader)
    made = vars(catalogue_of(reader).facts)
    assert {"twins", "everything", "newest_first", "oldest_first"} <= made.keys()
    assert {"actor_names", "speaker_names", "spelling"} <= vars(catalogue_of(reader)).keys()


@pytest.fixture
def collector() -> Iterator[None]:
    """Leave the garbage collector as it was."""
    before = gc.get_threshold()
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("collector")
def test_the_collector_passes_over_what_was_made(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    young = gc.get_threshold()[:2]
    assert warm_up(reader)
    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == (*young, OLDEST_AFTER)


@pytest.mark.usefixtures("collector")
def test_nothing_of_a_generation_waits_for_the_collector(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    assert warm_up(reader)
    results = search(reader, "ferry tol by:venn in:* t*l", typing=True)
    assert list(results) is not None
    catalogue = catalogue_of(reader)
    parts = (reader, catalogue, catalogue.facts, catalogue.answers, catalogue.spelling)
    names = (catalogue.actor_names, reader.actors, reader.topics, reader.corpus)
    left = [weakref.ref(each) for each in (*parts, *names)]
    del reader, results, catalogue, parts, names
    assert [each() for each in left] == [None] * len(left)


def after(steps: int) -> Callable[[], bool]:
    """Return what says at the first ``steps`` questions that all is wanted, and then no more."""
    asked = iter(range(steps))
    return lambda: next(asked, None) is None


def test_a_warm_up_can_be_cancelled_between_any_two_steps(tmp_path: Path) -> None:
    write_index(tmp_path / "index", STORIES).close()
    for steps in range(0, 200, 13):
        reader = IndexReader.open(tmp_path / "index")
        assert not warm_up(reader, cancelled=after(steps))
    assert warm_up(reader)


def test_searches_find_the_same_before_and_after(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    before = [hit.text for hit in search(reader, "toll")]
    warm_up(reader)
    assert [hit.text for hit in search(reader, "toll")] == before


def test_results_know_the_totals_of_all_once_warmed_up(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    assert search(reader, "toll").totals is None
    assert warm_up(reader)
    totals = search(reader, "toll").totals
    assert totals is not None
    everything = search(reader, "")
    assert {each.id: each.count for each in everything.actors} == {
        number: total for number, total in enumerate(totals.actors) if total
    }
    assert all(totals.topics[each.id] == each.count for each in everything.topics)


def test_a_warm_up_notices_damage(tmp_path: Path) -> None:
    write_index(tmp_path / "index", STORIES).close()
    (segment,) = (tmp_path / "index").glob("*.segment")
    content = bytearray(segment.read_bytes())
    content[64:1024] = bytes(byte ^ 1 for byte in content[64:1024])
    segment.write_bytes(content)
    with pytest.raises(IndexUnusable):
        warm_up(IndexReader.open(tmp_path / "index"))
