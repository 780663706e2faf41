"""Pieces come back one by one, and torn ones are noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.postings.format.pieces import all_pieces, pack_pieces, piece


@given(st.lists(st.binary(max_size=9)))
def test_pieces_come_back(pieces: list[bytes]) -> None:
    packed = memoryview(pack_pieces(pieces))
    assert all_pieces(packed) == pieces
    assert [bytes(piece(packed, number)) for number in range(len(pieces))] == pieces
    for number in (-1, len(pieces)):
        with pytest.raises(IndexError):
            piece(packed, number)


@given(st.lists(st.binary(max_size=9), min_size=1), st.data())
def test_what_was_cut_short_is_noticed(pieces: list[bytes], data: st.DataObject) -> None:
    packed = pack_pieces([*pieces, b"end"])
    cut = packed[: data.draw(st.integers(0, len(packed) - 1))]
    with pytest.raises((ValueError, IndexError)):
        piece(cut, len(pieces))
    with pytest.raises(ValueError):
        all_pieces(cut)


@given(st.binary(max_size=40), st.integers(0, 9))
def test_any_bytes_are_pieces_or_an_error(torn: bytes, number: int) -> None:
    try:
        found = piece(torn, number)
    except (ValueError, IndexError):
        return
    assert found in torn
