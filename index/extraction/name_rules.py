"""From a piece of a run to the names in it.

A piece is read by a table of rules, first match wins:

    Norland Trade Minister Ana de Vries       place, role, person
    Norland's Commerce Ministry               organisation, owned by Norland
    Bank of Corran Yi Gang                    organisation, person
    Corran Strait, Harbour Act                place, other

A rule takes a piece and returns the names in it, or None to pass it on. Each rule hands smaller
pieces back to the table at most once a word, and a piece has at most ``pieces.LONGEST_PIECE``
words, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from index.extraction.capitals import OPEN_NICKNAME, Word
from index.extraction.capitals import fold as folded_word
from index.extraction.name_words import (
    family_first,
    folded,
    is_common,
    is_given_name,
    is_honorific,
    is_known_organisation,
    is_place,
    is_title,
    nation_prefix,
    place_prefix,
    territory_of,
)
from index.extraction.names import Name, folded_words, name_of, organisation_of
from index.extraction.phrase_words import is_verb, is_weak
from index.extraction.pieces import Piece
from index.model import ActorKind, Span

_FORMER = frozenset({"former", "ex", "then", "longtime", "late", "onetime"})


def read_piece(text: str, piece: Piece) -> list[Name]:
    """Return the names in a piece of the run ``text``; their spans count from its beginning."""
    piece = _without_front(piece)
    if not piece.words:
        return []
    if len(piece.words) == 1:
        return _read_single(text, piece)
    for rule in _RULES:
        names = rule(text, piece)
        if names is not None:
            return names
    return []


def read_word(word: str, opens: bool) -> Name | None:
    """Return the name that a run of one plain word is, as ``read_piece`` does, or None."""
    fold = folded_word(word)
    group = fold in folded("groups") and fold not in folded("organisation_words", "work_words")
    if fold in folded("honorifics") or (group and not _is_whole((fold,))):
        return None
    kind = _single_kind(word, fold)
    if kind is False:
        return None
    doubtful = kind is None and opens and not word.isupper()
    return Name(Span(0, len(word)), word, (fold,), kind, "", None, doubtful)


def _read_single(text: str, piece: Piece) -> list[Name]:
    """Read a piece of one word. Most pieces are, so what a word means is decided only once."""
    kind = _single_kind(piece.words[0].text, piece.folds[0])
    if kind is False:
        return []
    return [name_of(text, piece, kind, doubtful=_is_doubtful(piece, kind))]


def _is_doubtful(piece: Piece, kind: ActorKind | None) -> bool:
    return kind is None and piece.opens and not piece.words[0].text.isupper()


@lru_cache(maxsize=1 << 15)
def _single_kind(word: str, fold: str) -> ActorKind | Literal[False] | None:
    """Return the kind of a word alone, None where the word does not tell, False if no name."""
    if is_known_organisation((fold,)):
        return ActorKind.ORGANISATION
    if is_place((fold,)):
        return ActorKind.PLACE
    if len(fold) == 1 or is_title(fold) or nation_prefix((fold,)):
        return False
    if fold in folded("groups", "occasions", "role_modifiers", "work_words"):
        return False
    if _is_compound(fold) or _NUMERAL.fullmatch(fold):
        return False
    return False if word.isupper() and is_common(fold) else None


def _without_front(piece: Piece) -> Piece:
    """Take off what stands before a name: groups ("Republican"), openers ("Former")."""
    start = 0
    folds = piece.folds
    while start < len(folds):
        rest = folds[start:]
        if rest[0] in _FORMER and len(rest) > 1:
            start += 1
            continue
        if _is_whole(rest) or rest[-1] in folded("organisation_words", "work_words"):
            break
        opener = piece.opens and start == 0 and len(rest) > 1 and _is_opener(rest)
        opener = opener and piece.words[1].joint != "&"
        if not opener and rest[0] not in folded("groups"):
            break
        start += 1
    return piece.part(start)


def _is_whole(folds: tuple[str, ...]) -> bool:
    return is_place(folds) or is_known_organisation(folds)


def _is_opener(folds: tuple[str, ...]) -> bool:
    """Tell whether the first word owes its capital to the sentence, not to the name."""
    first = folds[0]
    if not is_common(first) or is_title(first) or is_given_name(first):
        return False
    return not (
        place_prefix(folds)
        or folds[-1] in folded("place_words", "work_words")
        or first in folded("place_heads", "organisation_heads")
    )


# ---- the rules


def _nothing(text: str, piece: Piece) -> list[Name] | None:
    """Groups, peoples and titles alone are no names: "Democrats", "Chinese", "Prime Minister"."""
    folds = piece.folds
    if _is_whole(folds):
        return None
    if all(fold in folded("groups") for fold in folds) or nation_prefix(folds) == len(folds):
        return []
    if " ".join(folds) in folded("occasions"):
        return []
    end = len(folds)
    if end > 1 and folds[-1] in folded("state_offices") and piece.words[-1].joint == "of":
        end -= 1
    while end and (is_title(folds[end - 1]) or folds[end - 1] in folded("role_modifiers")):
        end -= 1
    titles = piece.part(end)
    if not any(map(is_title, titles.folds)) or (end and titles.words[0].joint not in ("", "'s")):
        return None
    if any(_is_link(word) for word in piece.words[1:end]):
        return None
    if end and any(is_given_name(fold) for fold in folds[:end]):
        return None
    return _context(text, piece.part(0, end))


def _context(text: str, piece: Piece) -> list[Name]:
    """Return the places and organisations in what stands before a role."""
    known = (ActorKind.PLACE, ActorKind.ORGANISATION)
    return [name for name in read_piece(text, piece) if name.kind in known]


def _known(text: str, piece: Piece) -> list[Name] | None:
    """The whole piece is in the gazetteer or in the list of organisations."""
    words = tuple(folded_words(piece))
    if is_known_organisation(words):
        return [name_of(text, piece, ActorKind.ORGANISATION)]
    if is_place(words):
        return [name_of(text, piece, ActorKind.PLACE)]
    return None


def _titled(text: str, piece: Piece) -> list[Name] | None:
    """A role or honorific before a person: "Vice-Premier Liu He", "Mrs. Okello"."""
    folds = piece.folds
    for index in range(_before_nickname(piece) - 2, -1, -1):
        if is_title(folds[index]):
            break
    else:
        return None
    spoken_to = is_honorific(folds[index])
    last = index
    if piece.words[index + 1].joint.startswith("of"):
        last += 1
    if last + 1 == len(folds) or piece.words[last + 1].joint not in ("", "."):
        return None
    if (last > index or _is_headed(folds)) and not (spoken_to or folds[last] in _offices()):
        return None
    if index == 0 and not spoken_to and is_given_name(folds[0]):
        return None
    start = index
    while start and (is_title(folds[start - 1]) or folds[start - 1] in folded("role_modifiers")):
        start -= 1
    title = " ".join(folds[start : last + 1])
    alone = len(folds) - index == 2 and folds[index] in folded("honorifics")
    person = piece.part(index) if alone else _without_opener(piece.part(last + 1))
    named = name_of(text, person, ActorKind.PERSON, title=title, address=int(alone))
    return [*(_context(text, piece.part(0, start)) if start else ()), named]


def _before_nickname(piece: Piece) -> int:
    """Return how many words stand before a nickname between marks; all where there is none."""
    joints = [word.joint for word in piece.words]
    return joints.index(OPEN_NICKNAME) if OPEN_NICKNAME in joints else len(joints)


def _offices() -> frozenset[str]:
    return folded("state_offices")


def _is_headed(folds: tuple[str, ...]) -> bool:
    heads = folded("organisation_words", "place_words", "work_words")
    return folds[-1] in heads and not any(is_given_name(fold) for fold in folds[:-1])


def _is_link(word: Word) -> bool:
    """Tell whether "of", "for" or "on" stands before a word of a name."""
    return word.joint.partition(" ")[0] in ("of", "for", "on")


def _headed_by_of(text: str, piece: Piece) -> list[Name] | None:
    """The word before "of" or "for" says what it is: "Treaty of Corran", "Institute for Peace"."""
    before = (
        fold for fold, word in zip(piece.folds, piece.words[1:], strict=False) if _is_link(word)
    )
    head = next(before, None)
    if head is None:
        return None
    if head in folded("work_words"):
        return [name_of(text, piece, ActorKind.OTHER)]
    if head in folded("organisation_words", "organisation_heads"):
        return _inner_organisation(text, piece)
    return [name_of(text, piece, ActorKind.PLACE)] if head in folded("place_heads") else None


def _headed(text: str, piece: Piece) -> list[Name] | None:
    """The last word says what it is: "Rail Union", "Corran Strait", "Harbour Act"."""
    folds = piece.folds
    last = folds[-1]
    if len(folds) == 1 or (len(folds) < 4 and is_given_name(folds[0]) and not _is_owned(folds)):
        return None
    if last in folded("organisation_words"):
        return [organisation_of(text, piece)]
    if last in folded("place_words"):
        return [name_of(text, piece, ActorKind.PLACE)]
    if last in folded("work_words"):
        return [name_of(text, piece, ActorKind.OTHER)]
    return None


def _is_owned(folds: tuple[str, ...]) -> bool:
    """Tell whether a territory stands first, so that "Jordan" is no given name."""
    return territory_of(folds[:1]) is not None


def _inner_organisation(text: str, piece: Piece) -> list[Name] | None:
    """An organisation with a person after it, or with "of": "Bank of Corran Yi Gang"."""
    folds = piece.folds
    for index in range(len(folds) - 1, -1, -1):
        if folds[index] in folded("organisation_words", "organisation_heads"):
            break
    else:
        return None
    end = index + 1
    if end < len(folds) and piece.words[end].joint not in ("", "."):
        end += 1
        end += max(0, place_prefix(folds[end - 1 :]) - 1)
        while end < len(folds) and (piece.words[end].joint or _goes_on(folds[end])):
            end += 1
    if end == len(folds):
        return [organisation_of(text, piece)] if end > 1 else None
    if not _is_person(piece.part(end)):
        return [organisation_of(text, piece)] if index > 0 or end > 1 else None
    if end == 1:
        return None
    return [organisation_of(text, piece.part(0, end)), *read_piece(text, piece.part(end))]


def _goes_on(word: str) -> bool:
    """Tell whether a word after "Bank of Corran" is a part of the organisation's name."""
    return is_common(word) and not is_given_name(word)


def _person(text: str, piece: Piece) -> list[Name] | None:
    """A given name, or a family name of East Asia, then one to four words."""
    if _is_person(piece):
        return [name_of(text, piece, ActorKind.PERSON)]
    rest = _without_opener(piece)
    return [name_of(text, rest, ActorKind.PERSON)] if rest is not piece else None


def _without_opener(piece: Piece) -> Piece:
    """Take an ordinary word off a person's name: "Universe Ana Reyes"."""
    rest = piece.part(1)
    if is_common(piece.folds[0]) and 1 < len(rest.words) < 4 and _is_person(rest):
        return rest
    return piece


def _is_person(piece: Piece) -> bool:
    folds = piece.folds
    if not 2 <= len(folds) <= 5 or any(char.isdigit() for fold in folds for char in fold):
        return False
    if family_first(folds) or is_given_name(folds[0]):
        return True
    if _before_nickname(piece) < len(folds):
        return True
    initial = any(len(fold) == 1 for fold in folds[:-1])
    return initial and not is_common(folds[-1])


def _after_nation(text: str, piece: Piece) -> list[Name] | None:
    """A nationality or place before something else: "Chinese Liu He", "Maryland Democrat"."""
    folds = piece.folds
    nation = nation_prefix(folds)
    if nation and nation < len(folds):
        if all(is_common(fold) for fold in folds[nation:]):
            return [name_of(text, piece, ActorKind.OTHER)]
        return read_piece(text, piece.part(nation))
    place = place_prefix(folds)
    if place and place < len(folds):
        rest = piece.part(place)
        named = [name_of(text, piece.part(0, place), ActorKind.PLACE)]
        if _is_person(rest) or rest.folds[0] in folded("groups") or is_title(rest.folds[0]):
            return [*named, *read_piece(text, rest)]
        if folds[place] in folded("phrase_weak"):
            return named
    return None


def _headed_in_front(text: str, piece: Piece) -> list[Name] | None:
    """The first word says that it is a place: "Mount Orrin", "Strait of Corran"."""
    if len(piece.folds) == 1 or piece.folds[0] not in folded("place_heads"):
        return None
    rest = piece.part(1)
    return read_piece(text, rest) if _is_person(rest) else [name_of(text, piece, ActorKind.PLACE)]


def _known_at_the_end(text: str, piece: Piece) -> list[Name] | None:
    """An organisation of the list after another name: "Okello White House"."""
    for start in range(1, len(piece.words) - 1):
        if is_known_organisation(piece.folds[start:]):
            known = name_of(text, piece.part(start), ActorKind.ORGANISATION)
            return [*read_piece(text, piece.part(0, start)), known]
    return None


def _unknown(text: str, piece: Piece) -> list[Name] | None:
    """Nothing in the words tells what it is, but a firm by its sign: "Bulk & Ballast"."""
    if any(word.joint == "&" for word in piece.words):
        return [organisation_of(text, piece)]
    if not all(is_common(fold) for fold in piece.folds):
        return [name_of(text, piece, None)]
    return [] if _is_clause(piece.folds) else [name_of(text, piece, ActorKind.OTHER)]


def _is_clause(folds: tuple[str, ...]) -> bool:
    """Tell the words of a title ("Remain Worlds Apart") from a name ("Great Recession")."""
    return is_weak(folds[-1]) or any(is_verb(fold) for fold in folds)


def _is_compound(word: str) -> bool:
    """Tell "Anti-Okello" and "Norland-Corran" from names with a hyphen."""
    parts = word.split("-")
    if len(parts) == 1:
        return False
    loose = parts[0] in _PREFIXES
    return loose or all(
        nation_prefix((part,)) or is_place((part,)) or part in folded("groups") for part in parts
    )


_NUMERAL = re.compile(r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty-\w+")
_PREFIXES = frozenset({"anti", "pro", "non", "post", "pre", "ex", "un", "sino", "trans", "inter"})

_RULES: tuple[Callable[[str, Piece], list[Name] | None], ...] = (
    _nothing,
    _known,
    _titled,
    _headed_by_of,
    _headed,
    _inner_organisation,
    _person,
    _after_nation,
    _headed_in_front,
    _known_at_the_end,
    _unknown,
)
