"""Things get numbers in the order in which they are first seen."""

from hypothesis import given
from hypothesis import strategies as st

from index.extraction.numbering import Numbering


@given(st.lists(st.sampled_from("abcdef")))
def test_equal_things_have_equal_numbers_from_zero(things: list[str]) -> None:
    numbering: Numbering[str] = Numbering()
    numbers = list(map(numbering.__getitem__, things))
    assert [list(numbering)[number] for number in numbers] == things
    assert list(numbering.values()) == list(range(len(set(things))))


def test_asking_does_not_number() -> None:
    numbering: Numbering[str] = Numbering()
    assert numbering.get("a") is None
    assert not numbering
