"""Commits grow rarer, and never cost more than their share."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.pace import SHARE, Pace


def times(pace: Pace, seconds: float, took: float = 0.0, step: float = 0.1) -> list[float]:
    """Return when it was done within ``seconds``, looked at every ``step``."""
    done: list[float] = []
    now = 0.0
    while now < seconds:
        now += step
        if pace.is_due(now):
            done.append(now)
            pace.done(now, now + took)
            now += took
    return done


def test_the_first_commit_comes_at_once() -> None:
    assert times(Pace.of_commits(0.0), 0.6) == pytest.approx([0.4])


def test_the_first_map_comes_with_the_first_commit() -> None:
    assert Pace.of_maps(0.0).is_due(0.4)


def test_an_hour_has_few_commits_and_fewer_maps() -> None:
    commits, maps = times(Pace.of_commits(0.0), 3600), times(Pace.of_maps(0.0), 3600)
    assert 20 < len(commits) < 40
    assert len(maps) < len(commits)
    assert commits[-1] / commits[-2] == pytest.approx(4 / 3, rel=0.01)
    assert maps[-1] / maps[-2] == pytest.approx(3 / 2, rel=0.01)


@given(st.floats(0.001, 20), st.floats(1, 1000))
def test_it_never_takes_more_than_its_share(took: float, seconds: float) -> None:
    done = times(Pace.of_commits(0.0), seconds, took)
    for before, after in pairwise(done):
        assert after - (before + took) >= SHARE * took - 1e-6
