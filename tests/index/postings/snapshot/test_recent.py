"""What was used last is kept, as much as there is room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.postings.snapshot.recent import Recent

KEYS = st.lists(st.integers(0, 9), max_size=12)


@given(st.lists(KEYS), st.integers(1, 20))
def test_several_values_are_those_of_one_after_the_other(asked: list[list[int]], room: int) -> None:
    recent: Recent[int, str] = Recent(room, len)
    for keys in asked:
        assert recent.several(keys, lambda key: "x" * key) == ["x" * key for key in keys]
        assert len(recent) <= 10


def test_what_is_kept_is_not_made_again() -> None:
    recent: Recent[int, list[int]] = Recent(3, lambda _: 1)
    first = recent.several([1, 2, 3], lambda key: [key])
    assert recent.get(2, lambda _: [0]) is first[1]
    again = recent.several([3, 4, 2, 3], lambda key: [key, key])
    assert again == [[3], [4, 4], [2], [3]]
    assert recent.get(1, lambda _: [0]) == [0]


def test_the_last_value_is_kept_whatever_its_size() -> None:
    recent: Recent[str, str] = Recent(1, len)
    assert recent.several(["a", "b"], lambda key: key * 5) == ["aaaaa", "bbbbb"]
    assert len(recent) == 1
