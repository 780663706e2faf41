from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from index.postings import IndexReader, IndexUnusable
from index.search import search, warm_up
from index.search.catalogue import catalogue_of
from tests.index.search.conftest import STORIES, write_index


def test_a_warm_up_makes_what_searches_need(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    assert warm_up(reader)
    made = vars(catalogue_of(reader).facts)
    assert {"twins", "everything", "newest_first", "oldest_first"} <= made.keys()
    assert {"actor_names", "speaker_names", "spelling"} <= vars(catalogue_of(reader)).keys()


def test_the_collector_passes_over_what_was_made(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    gc.unfreeze()
    assert warm_up(reader)
    assert gc.get_freeze_count() > 10_000
    gc.unfreeze()


def after(steps: int) -> Callable[[], bool]:
    """Return what says at the first ``steps`` questions that all is wanted, and then no more."""
    asked = iter(range(steps))
    return lambda: next(asked, None) is None


def test_a_warm_up_can_be_cancelled_between_any_two_steps(tmp_path: Path) -> None:
    reader = write_index(tmp_path / "index", STORIES)
    for steps in range(0, 200, 13):
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
