"""Which descriptions can be a speaker."""

import pytest

from index.extraction.plausible import may_speak


@pytest.mark.parametrize(
    "name",
    [
        "two officials",
        "300 people",
        "the harbour master",
        "Voters",
        "some",
        "a spokeswoman for Orrin",
    ],
)
def test_somebody_without_a_name_speaks(name: str) -> None:
    assert may_speak(name)


@pytest.mark.parametrize(
    "name",
    ["He", "Everybody", "it means", "Let me", "that’s", "described", "the boy at", "THE END OF IT"],
)
def test_fragments_and_nobody_do_not(name: str) -> None:
    assert not may_speak(name)
