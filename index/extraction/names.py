"""A name as it stands in a text, made from the words of a piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from index.extraction.capitals import CLOSE_NICKNAME, OPEN_NICKNAME
from index.extraction.identity import Words, is_short, is_state_organ, split_owner
from index.extraction.name_words import is_common
from index.extraction.pieces import Piece
from index.model import ActorKind, Span


class Name(NamedTuple):
    """A name as it stands in the text, or in its run while that is being read.

    ``span`` covers its words and, before a family name alone, the honorific; ``form`` is that
    slice with single spaces, without a nickname between marks, and from "Norland's" on where that
    stands before an organisation; ``words`` are the words folded, without the honorific. ``kind``
    is None where the words do not tell it. ``title`` is the role or honorific before a person,
    folded; ``owner`` the folded territory whose ministry or court it is. ``doubtful`` marks a
    single word that may owe its capital to the start of a sentence. ``full`` is what ``is_full``
    says of words and kind: who changes those sets it anew.
    """

    span: Span
    form: str
    words: tuple[str, ...]
    kind: ActorKind | None
    title: str = ""
    owner: str | None = None
    doubtful: bool = False
    full: bool = False

    def moved(self, by: int) -> Name:
        """Return the same name ``by`` characters further on."""
        start, end = self[0]
        return tuple.__new__(Name, (Span(start + by, end + by), *self[1:]))


def is_full(words: Words, kind: ActorKind | None) -> bool:
    """Tell a name that may be a person's in full; unknown given names leave the kind open."""
    if is_short(words):
        return False
    likely = kind is None and len(words) < 4 and not is_common(words[0])
    return likely or kind is ActorKind.PERSON


def name_of(
    text: str,
    piece: Piece,
    kind: ActorKind | None,
    *,
    title: str = "",
    address: int = 0,
    doubtful: bool = False,
) -> Name:
    """Make a name of all the words of a piece; ``address`` words at its front are an honorific."""
    span = Span(piece.words[0].start, piece.words[-1].end)
    form = " ".join(_NICKNAME.sub(" ", span.of(text)).split())
    words = tuple(folded_words(piece.part(address)))
    return Name(span, form, words, kind, title, None, doubtful, is_full(words, kind))


_NICKNAME = re.compile(r"\s[“\"][^“”\"]+[”\"]\s")


def folded_words(piece: Piece) -> Iterator[str]:
    """Yield the folded words with the small words between them ("ana", "de", "vries")."""
    ahead = [word.joint for word in piece.words[1:]]
    for fold, joint in zip_longest(piece.folds, ahead):
        yield fold + (joint.replace("s'", "'") if joint in ("'s", "s'") else "")
        if joint and joint not in _SILENT_JOINTS:
            yield from joint.split()


_SILENT_JOINTS = frozenset({".", ",", "'s", "s'", OPEN_NICKNAME, CLOSE_NICKNAME})


def organisation_of(text: str, piece: Piece) -> Name:
    """Make an organisation's name. A territory before it is its owner, and shown in its form."""
    name = name_of(text, piece, ActorKind.ORGANISATION)
    owner = piece.owner
    if owner is None or not (owner.known or is_state_organ(piece.folds)):
        return name._replace(owner=split_owner(name.words)[0])
    form = " ".join(text[owner.start : name.span.end].split())
    return name._replace(owner=owner.territory, form=form)
