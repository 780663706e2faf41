from __future__ import annotations

import pytest

from index.extraction import memo
from index.extraction.memo import LONGEST_KEPT, Memo


def test_word_is_worked_out_only_once() -> None:
    asked: list[str] = []

    def meaning(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Memo(meaning)
    assert [lengths[word] for word in ("buoy", "tide", "buoy")] == [4, 4, 4]
    assert asked == ["buoy", "tide"]


def test_very_long_words_are_answered_but_not_kept() -> None:
    lengths = Memo(len)
    assert lengths["b" * (LONGEST_KEPT + 1)] == LONGEST_KEPT + 1
    assert not lengths


def test_full_table_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo, "MOST_ENTRIES", 2)
    lengths = Memo(len)
    assert [lengths[word] for word in ("a", "bb", "ccc", "a")] == [1, 2, 3, 1]
    assert len(lengths) == 2
