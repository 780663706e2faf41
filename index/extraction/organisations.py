"""Which names of one article mean the same organisation: by words, initials, state, or cut short.

    National Rail Union  =  NRU                                    initials
    Norland's Trade Ministry  =  Ministry of Trade                 same words, one owner at most
    Orrin Holdings  =  Orrin                                       without the word for what it is

A body without a state belongs to the only state that the article gives it, else to the one named
last. Cost: a few dictionary look-ups a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from index.extraction.identity import core, initials, split_owner
from index.extraction.name_words import folded
from index.extraction.names import Name
from index.model import ActorKind

Key = tuple[str, ...]


class Organisations:
    """The organisations of one article, by their words, initials and owners."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.owners: dict[Key, dict[str, None]] = defaultdict(dict)
        self.by_initials: dict[str, dict[Key, None]] = defaultdict(dict)
        self.by_front: dict[Key, dict[Key, None]] = defaultdict(dict)
        self.recent: dict[Key, str] = {}
        for before, name in zip((None, *names), names, strict=False):
            if len(name.words) > 1:
                if name.kind is ActorKind.ORGANISATION:
                    self._enter(name)
            elif before is not None and _explains(before, name):
                self.by_initials[name.words[0]][self._plain_key(before)] = None
        self._shared_words = {words for words, owners in self.owners.items() if len(owners) > 1}

    def _enter(self, name: Name) -> None:
        words = core(name.words)
        if name.owner:
            self.owners[words][name.owner] = None
        key = self._plain_key(name)
        for letters in initials(name.words):
            self.by_initials[letters][key] = None
        front = name.words
        while len(front) > 1 and front[-1] in folded("company_words"):
            front = front[:-1]
        if front != name.words:
            self.by_front[front][key] = None

    def _plain_key(self, name: Name) -> Key:
        words = core(name.words)
        owner = name.owner
        if name.kind is ActorKind.OTHER:
            owner = split_owner(name.words)[0]
        owners = self.owners.get(words, {})
        if owner is None and owners:
            owner = next(iter(owners)) if len(owners) == 1 else self.recent.get(words, "")
        if owner:
            self.recent[words] = owner
        return ("organisation", owner or "", *words)

    def is_contested(self, name: Name) -> bool:
        """Tell whether the owner of an organisation without one hangs on who was named before."""
        return bool(self._shared_words) and core(name.words) in self._shared_words

    def shortened(self, name: Name) -> Key | None:
        """Return the key of the only organisation that drops a word for this name, or None."""
        called = self.by_front.get(name.words, {})
        open_kind = name.kind in (None, ActorKind.ORGANISATION, ActorKind.OTHER)
        return next(iter(called)) if len(called) == 1 and open_kind else None

    def key(self, name: Name) -> Key | None:
        """Return the key of the organisation that a name means here, or None if it is none."""
        short = self.shortened(name)
        if short is not None:
            return short
        if len(name.words) == 1 and name.form.isupper() and name.kind is not ActorKind.PLACE:
            called = self.by_initials.get(name.words[0], {})
            if len(called) == 1:
                return next(iter(called))
        if name.kind in (ActorKind.ORGANISATION, ActorKind.OTHER):
            return self._plain_key(name)
        return None


def _explains(before: Name, name: Name) -> bool:
    """Tell "National Rail Union (NRU)", also where only the letters in order match."""
    if not name.form.isupper() or len(name.words) != 1 or len(before.words) < 2:
        return False
    if before.kind is ActorKind.PERSON or not 2 <= name.span.start - before.span.end <= 3:
        return False
    letters = iter("".join(before.words))
    acronym = name.words[0]
    return before.words[0][0] == acronym[0] and all(char in letters for char in acronym)
