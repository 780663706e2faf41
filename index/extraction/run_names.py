"""The names in a run of capitalised words: cut into pieces, each read by the rules of its own.

    Separately Norland's Trade Ministry and Mr. and Mrs. Okello       a run
               Norland   Trade Ministry     Mr. Okello  Mrs. Okello   its names

What a run holds depends on nothing around it but whether a sentence begins there. So a run is
read once and its names are remembered with offsets from its beginning: an article names the same
people again, and so does the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from index.extraction.capitals import Run, Word, words_of
from index.extraction.name_rules import read_piece
from index.extraction.name_words import folded
from index.extraction.names import Name
from index.extraction.pieces import Piece, cut
from index.model import ActorKind, Span

LONGEST_KEPT = 60
"""Characters of the longest run that is remembered; longer ones seldom come again."""


def names_in_run(run: Run) -> list[Name]:
    """Return the names in a run of capitalised words, in order."""
    read = _names_in if len(run.text) > LONGEST_KEPT else _kept_names_in
    return [name.moved(run.start) for name in read(run.text, run.opens)]


def _names_in(run: str, opens: bool) -> tuple[Name, ...]:
    return tuple(names_in_words(run, tuple(words_of(run)), opens))


_kept_names_in = lru_cache(maxsize=1 << 15)(_names_in)


def names_in_words(run: str, words: Sequence[Word], opens: bool) -> Iterator[Name]:
    """Yield the names in some words of a run, in order. Their spans count from its beginning."""
    pieces = list(cut(words, opens))
    for number, piece in enumerate(pieces):
        if len(piece.words) == 1 and piece.folds[0] in folded("honorifics"):
            yield from _first_of_couple(run, piece, pieces[number + 1 : number + 2])
        else:
            yield from read_piece(run, piece)


def _first_of_couple(run: str, piece: Piece, following: list[Piece]) -> Iterator[Name]:
    """Yield "Mr. Okello" for the first word of "Mr. and Mrs. Okello"."""
    for partner in following:
        couple = partner.words[0].joint == "and" and partner.folds[0] in folded("honorifics")
        if couple and len(partner.words) == 2:
            span = Span(piece.words[0].start, piece.words[0].end)
            stop = "." if run.startswith(".", span.end) else ""
            form = f"{piece.words[0].text}{stop} {partner.words[1].text}"
            yield Name(span, form, partner.folds[1:], ActorKind.PERSON, piece.folds[0])


@cache
def capitalised_grammar() -> frozenset[str]:
    """Return "The", "But", "Monday" and the like: half of all runs, and never a name alone."""
    return frozenset(word.capitalize() for word in folded("function_words", "calendar"))
