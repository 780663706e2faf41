"""Cut a run of capitalised words where a name cannot go on.

    Separately | Norland's | Trade Ministry | and | Bank of Corran
                 possessor   ^ keeps its owner        "of" stays inside after a head such as Bank

A run is cut at words of grammar, at days and months, at a possessive (except "People's Bank"), and
at "of", "for", "on" and "and" unless a word that takes them stands before. Cost: one look at each
word and at most ``LONGEST_PIECE`` words ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.extraction.capitals import CLOSE_NICKNAME, OPEN_NICKNAME, Word, fold
from index.extraction.memo import Memo
from index.extraction.name_words import (
    folded,
    is_common,
    is_given_name,
    is_known_organisation,
    is_place,
    is_title,
    territory_of,
)

LONGEST_PIECE = 12
"""Longer names do not occur; this bounds the work on text that is all capitals."""

LONGEST_NICKNAME = 3
"""Words of a nickname between marks; more are a quotation."""

LONGEST_WORD = 40
"""A longer word is no name but a web address or noise; nobody should see it in a list."""

_MINISTRY = ("Ministry", "Ministries", "Embassy", "Parliament")
_POSSESSIVES = ("'s", "s'")
_PARTY_AND_STATE = re.compile(r"[A-Z]-[A-Z][\w.]*")


class Owner(NamedTuple):
    """A territory in the possessive, folded, and where it starts in the run.

    ``known`` tells that the gazetteer has it; an invented state is one like any other.
    """

    territory: str
    start: int
    known: bool = True


class Piece(NamedTuple):
    """Words that may be one name.

    ``folds`` are the words folded. ``opens`` tells that a sentence begins with the piece.
    ``owner`` is the territory that stands before it in the possessive, or None.
    """

    words: tuple[Word, ...]
    folds: tuple[str, ...]
    opens: bool = False
    owner: Owner | None = None

    def part(self, start: int, end: int | None = None) -> Piece:
        """Return the piece made of the words from ``start`` up to ``end``."""
        front = start == 0
        return Piece(
            self.words[start:end],
            self.folds[start:end],
            self.opens and front,
            self.owner if front else None,
        )


def cut(words: Sequence[Word], opens: bool) -> Iterator[Piece]:
    """Yield the pieces of a run in order; words that cannot be part of a name are left out.

    ``opens`` tells that a sentence begins with the run.
    """
    current: list[Word] = []
    owner: Owner | None = None
    for index, word in enumerate(words):
        before = current[-1] if current else None
        if _breaks(word, before, words[index + 1 : index + 2]):
            if current and word.joint == "" and _is_occasion(current[-1], word):
                current.pop()
            if current:
                yield _piece(current, opens, owner)
            current, opens, owner = [], False, None
            continue
        if current and not _joins(current, words, index):
            yield _piece(current, opens, owner)
            owner = _owner(current) if word.joint in _POSSESSIVES else None
            current, opens = [], False
        current.append(_without_tail(word))
    if current:
        yield _piece(current, opens, owner)


def _piece(words: Sequence[Word], opens: bool, owner: Owner | None) -> Piece:
    return Piece(tuple(words), tuple(fold(word.text) for word in words), opens, owner)


def _is_occasion(word: Word, day: Word) -> bool:
    """Tell "Ash Wednesday", so that "Ash" is no name."""
    return f"{fold(word.text)} {fold(day.text)}" in folded("occasions")


def _owner(words: Sequence[Word]) -> Owner | None:
    """Return the territory at the end of ``words``: "Norland" in "Former Norland's".

    An unknown word counts as one: what it owns tells whether it can be a state.
    """
    folds = tuple(fold(word.text) for word in words[-4:])
    for start in range(len(folds)):
        territory = territory_of(folds[start:])
        if territory is not None:
            return Owner(territory, words[max(0, len(words) - 4) + start].start)
    if is_common(folds[-1]):
        return None
    return Owner(folds[-1], words[-1].start, known=False)


def _without_tail(word: Word) -> Word:
    """Take the tail off "Corran-based": it is no part of the name."""
    head, hyphen, tail = word.text.rpartition("-")
    if not hyphen or not tail.islower():
        return word
    if len(tail) > 5 or tail in folded("hyphen_tails") or tail.endswith("ed"):
        return word._replace(text=head, end=word.start + len(head))
    return word


def _breaks(word: Word, before: Word | None, following: Sequence[Word]) -> bool:
    """Tell whether a word is no part of any name: grammar, a date, "R-Corran", "GDP"."""
    if _NEVER_BREAKS[word.text]:
        return False
    if len(word.text) > LONGEST_WORD:
        return True
    text = fold(word.text)
    shouted = len(text) > 1 and word.text.isupper()
    if shouted and (is_place((text,)) or is_known_organisation((text,))):
        return False
    if text in folded("function_words") and not word.text.endswith("."):
        return not (
            before is not None
            and word.joint == ""
            and not shouted
            and fold(before.text) in folded("east_asian_surnames")
        ) and not (text == "the" and following and fold(following[0].text) == "hague")
    if text in folded("calendar") or text.removesuffix("s") in folded("calendar"):
        return not _month_is_name(text, word, before, following)
    if word.text.removesuffix("s").isupper() and len(text) > 1 and _is_initialism(text):
        return True
    return _PARTY_AND_STATE.fullmatch(word.text) is not None


def _never_breaks(word: str) -> bool:
    """Tell an ordinary word, which breaks no name whatever stands around it."""
    text = fold(word)
    return (
        word[1:].islower()
        and len(word) <= LONGEST_WORD
        and text not in folded("function_words", "calendar")
        and text.removesuffix("s") not in folded("calendar")
    )


_NEVER_BREAKS = Memo(_never_breaks)


def _is_initialism(text: str) -> bool:
    initialisms = folded("initialisms")
    return (text in initialisms or text.removesuffix("s") in initialisms) and not is_title(text)


def _month_is_name(text: str, word: Word, before: Word | None, following: Sequence[Word]) -> bool:
    """Tell April Odhiambo and Lena May from the months."""
    if before is not None and word.joint == "" and is_given_name(fold(before.text)):
        return True
    if not is_given_name(text) or not following or following[0].joint != "":
        return False
    return not is_common(fold(following[0].text))


def _joins(current: Sequence[Word], words: Sequence[Word], index: int) -> bool:
    """Tell whether the name in ``current`` goes on with ``words[index]``.

    It does not after a word that lost its tail ("Corran-based").
    """
    if len(current) >= LONGEST_PIECE or current[-1].end != words[index - 1].end:
        return False
    joint = words[index].joint
    last = fold(current[-1].text)
    if joint in ("", ".", ",", "&"):
        return True
    if joint in _POSSESSIVES:
        return last in folded("collective_possessors") or _owns_association(joint, words, index)
    if joint == OPEN_NICKNAME:
        return _opens_nickname(words, index)
    if joint == CLOSE_NICKNAME:
        return any(word.joint == OPEN_NICKNAME for word in current)
    if joint in ("and", "and the"):
        return _joins_by_and(current, words, index)
    if joint in ("of", "of the", "for", "for the", "on", "on the"):
        return _joins_by_of(current, joint, words, index)
    return last not in folded("organisation_words") and set(joint.split()) <= folded(
        "surname_particles"
    )


def _owns_association(joint: str, words: Sequence[Word], index: int) -> bool:
    """Tell "Strait Shippers' Association" from "the Democrats' Okello"."""
    group = _contiguous(words, index)
    return joint == "s'" and fold(group[-1].text) in folded("organisation_words")


def _opens_nickname(words: Sequence[Word], index: int) -> bool:
    """Tell whether a mark before ``words[index]`` closes again inside the name."""
    for word in words[index + 1 : index + 1 + LONGEST_NICKNAME]:
        if word.joint:
            return word.joint == CLOSE_NICKNAME
    return False


def _joins_by_of(current: Sequence[Word], joint: str, words: Sequence[Word], index: int) -> bool:
    """ "Bank of Corran", "Strait of Corran", "War on Want", "Secretary of State"."""
    last = fold(current[-1].text)
    following = fold(words[index].text)
    if last in ("secretary", "undersecretary", "minister", "chiefs", "chief", "secretaries"):
        return following in folded("state_offices")
    if current[0].text in _MINISTRY and joint == "of" and len(current) > 1:
        return True
    takes_it = last in folded("organisation_heads")
    if joint.startswith("of"):
        takes_it = takes_it or last in folded("place_heads")
    takes_it = takes_it or last in folded("work_words")
    if not takes_it:
        return False
    group = _contiguous(words, index)
    if joint.endswith("the") and len(group) > 1:
        return fold(group[-1].text) not in folded("organisation_words")
    return True


def _joins_by_and(current: Sequence[Word], words: Sequence[Word], index: int) -> bool:
    """ "Ministry of Trade and Industry", "Trade and Harbour Commission"."""
    before = tuple(fold(word.text) for word in current)
    following = _contiguous(words, index)
    after = tuple(fold(word.text) for word in following)
    if is_place((*before, "and", *after)):
        return True
    if not is_common(after[0]) or is_title(after[0]) or is_given_name(after[0]):
        return False
    if any(word.joint in ("of", "of the", "for", "on") for word in current[1:]):
        another = after[-1] in folded("organisation_words") and not after[-1].endswith("s")
        return not (is_place(before[-1:]) or another)
    plain = all(is_common(word) and not is_title(word) for word in before[-2:])
    headed = any(word in folded("organisation_words") for word in after[1:])
    return plain and headed and before[-1] not in folded("organisation_words")


def _contiguous(words: Sequence[Word], index: int) -> list[Word]:
    """Return the words from ``index`` on that nothing but a space joins."""
    group = [words[index]]
    for word in words[index + 1 : index + LONGEST_PIECE]:
        if word.joint != "":
            break
        group.append(word)
    return group
