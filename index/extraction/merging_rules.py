"""Which nodes of the corpus are one actor: named rules on strong evidence, in the order of RULES.

A node is all local actors of one identity, a rule yields pairs of nodes to join, and ``Union``
keeps what was joined, so that a later rule sees what the earlier ones found. ``merging`` says what
each rule is for. Cost: every rule passes the nodes once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from index.extraction.capitals import fold
from index.extraction.identity import (
    Words,
    bare_family,
    core,
    form_words,
    is_short,
    person_name,
    split_owner,
)
from index.extraction.name_words import (
    folded,
    gender_of,
    is_common,
    is_given_name,
    is_place,
)
from index.extraction.spelling import all_alike
from index.model import ActorKind

LARGEST_BLOCK = 64
RARER = 3
"""How many times more articles than a misspelling the right spelling must have, and those that
leave a kind open than those that tell it, to be believed."""

OUTWEIGHS = 10
"""How many times more articles than all others of the family name one person must have."""

Key = tuple[str, ...]


@dataclass(slots=True)
class Node:
    """Local actors with one identity, all of one kind: how many there are, and their forms.

    ``names`` and ``aliases`` say how many of them have each form.
    """

    words: Words
    kind: ActorKind
    articles: int = 0
    names: dict[str, int] = field(default_factory=dict)
    aliases: dict[str, int] = field(default_factory=dict)


@lru_cache(maxsize=1 << 17)
def words_of(form: str) -> tuple[str, Words]:
    """Return the honorific of a form, folded ("" if none), and its other words, folded."""
    words = tuple(fold(word) for word in form.split())
    if len(words) > 1 and words[0] in folded("honorifics"):
        return words[0], words[1:]
    return "", words


class Union:
    """Disjoint sets of keys; a set is named by the key that others were joined to."""

    def __init__(self) -> None:
        self._parents: dict[Key, Key] = {}
        self._apart: dict[Key, set[Key]] = {}

    def root(self, key: Key) -> Key:
        """Return the key that stands for the set of ``key``."""
        path = []
        while (parent := self._parents.get(key)) is not None:
            path.append(key)
            key = parent
        for passed in path:
            self._parents[passed] = key
        return key

    def join(self, key: Key, other: Key) -> None:
        """Put the set of ``key`` into the set of ``other``, unless they are to be apart."""
        root, target = self.root(key), self.root(other)
        if root == target or target in self._apart.get(root, ()):
            return
        self._parents[root] = target
        for apart in self._apart.pop(root, ()):
            self._apart[apart].discard(root)
            self._keep_apart(apart, target)

    def part(self, key: Key, other: Key) -> None:
        """Keep the sets of two keys apart from now on; what is one set already stays one."""
        root, target = self.root(key), self.root(other)
        if root != target:
            self._keep_apart(root, target)

    def _keep_apart(self, root: Key, other: Key) -> None:
        self._apart.setdefault(root, set()).add(other)
        self._apart.setdefault(other, set()).add(root)


# ---- rules: each yields pairs (key, key that it joins)

Nodes = dict[Key, Node]
Pairs = Iterator[tuple[Key, Key]]


def _middles(nodes: Nodes, _union: Union) -> Pairs:
    """A middle initial is the same person's, unless two initials are about."""
    groups: dict[Key, list[Key]] = defaultdict(list)
    for key in nodes:
        if key[0] == "person":
            groups[key[1], key[2], key[4]].append(key)
    for group in groups.values():
        if len(group) == 2 and not all(key[3] for key in group):
            plain, initialled = sorted(group, key=lambda key: key[3])
            yield initialled, plain


def _spellings(nodes: Nodes, _union: Union) -> Pairs:
    """A rare spelling joins a common one, a letter off inside a long word."""
    blocks: dict[Key, list[Key]] = defaultdict(list)
    for key in nodes:
        for block in _blocks(key):
            if len(blocks[block]) < LARGEST_BLOCK:
                blocks[block].append(key)
    for keys in blocks.values():
        keys.sort(key=lambda key: (-nodes[key].articles, key))
        for number, key in enumerate(keys):
            for other in keys[:number]:
                if nodes[other].articles < RARER * nodes[key].articles:
                    break
                if all_alike(key[1:], other[1:]) and not _both_given(key, other):
                    yield key, other
                    break


def _blocks(key: Key) -> Iterator[Key]:
    """Yield the blocks in which a misspelt name and the right one both stand."""
    if key[0] == "person":
        family, given = key[1], key[2]
        yield ("given", given, family[:2], family[-1:], *key[3:])
        yield ("family", family, given[:2], given[-1:], *key[3:])
    elif key[0] == "organisation" and len(key) > 3:
        yield (*key[:2], *(word[:2] + word[-1] for word in key[2:]))


def _both_given(key: Key, other: Key) -> bool:
    """Tell whether two given names are both known, so that neither is a slip ("Marian")."""
    names = folded("given_names_male", "given_names_female")
    return key[0] == "person" and key[2] != other[2] and key[2] in names and other[2] in names


def _family_names(nodes: Nodes, union: Union) -> Pairs:
    """A family name joins its only bearer, or one who outweighs all others.

    What some articles took for a place, in "the Okello administration" say, joins only somebody
    whom far more articles call by that name.
    """
    people: dict[str, dict[Key, _Fame]] = defaultdict(dict)
    for key, node in nodes.items():
        if key[0] == "person":
            fame = people[key[1]].setdefault(union.root(key), _Fame())
            fame.articles += node.articles
            fame.alone += sum(n for form, n in node.aliases.items() if fold(form) == key[1])
    for key, node in nodes.items():
        lone = key[0] in ("family", "place") or (key[0] == "other" and len(key) == 2)
        if not lone or key[1] not in people or is_place((key[1],)):
            continue
        place = nodes.get(("place", key[1]))
        person = _bearer(key, node, people[key[1]])
        if person is None:
            continue
        if place is None or people[key[1]][person].alone >= OUTWEIGHS * place.articles:
            yield key, person


@dataclass(slots=True)
class _Fame:
    """In how many articles a person is named, and in how many by the family name alone too."""

    articles: int = 0
    alone: int = 0


def _bearer(key: Key, node: Node, people: dict[Key, _Fame]) -> Key | None:
    """Return who alone can be meant by a family name, or None.

    A sole bearer must be in two articles, or the name must be no ordinary word; one of several
    must outweigh all others, in all or in those who go by it. A gender that does not fit rules a
    person out.
    """
    gender = key[2] if key[0] == "family" else ""
    fitting = {
        person: fame
        for person, fame in people.items()
        if not gender or gender_of(person[2:3]) in (None, gender)
    }
    if gender:
        told = {p: fame for p, fame in fitting.items() if gender_of(p[2:3]) == gender}
        fitting = told or fitting
    if not fitting:
        return None
    best = max(fitting, key=lambda person: (fitting[person].articles, person))
    if len(fitting) > 1:
        fame = fitting[best]
        articles = sum(other.articles for other in fitting.values()) - fame.articles
        alone = sum(other.alone for other in fitting.values()) - fame.alone
        known = fame.articles >= OUTWEIGHS * max(articles, 1)
        return best if known or fame.alone >= OUTWEIGHS * max(alone, 1) else None
    ordinary = is_common(key[1]) or node.kind is not ActorKind.PERSON
    return best if fitting[best].articles > 1 or not ordinary else None


def _bynames(nodes: Nodes, union: Union) -> Pairs:
    """A word that articles call one person by, and that is no part of a name, is that person.

    Only what has no other full name of its own joins: "the Ferrywoman" alone.
    """
    called: dict[str, dict[Key, None]] = defaultdict(dict)
    parts: set[str] = set()
    for key, node in nodes.items():
        if key[0] == "person":
            parts.update(node.words)
            for alias in node.aliases:
                called[words_of(alias)[1][-1]][union.root(key)] = None
    for key in nodes:
        lone = key[0] == "family" or (key[0] == "other" and len(key) == 2)
        people = called.get(key[1], {}) if lone else {}
        if len(people) == 1 and key[1] not in parts and not is_given_name(key[1]):
            yield key, next(iter(people))


def _acronyms(nodes: Nodes, union: Union) -> Pairs:
    """An acronym joins the organisation that articles give it to, if they all agree."""
    meanings: dict[str, dict[Key, None]] = defaultdict(dict)
    for key, node in nodes.items():
        if key[0] == "organisation" and len(node.words) > 1:
            for alias in node.aliases:
                if alias.isupper() and " " not in alias:
                    meanings[fold(alias)][union.root(key)] = None
    for acronym, organisations in meanings.items():
        key = ("organisation", "", acronym)
        if key in nodes and len(organisations) == 1:
            yield key, next(iter(organisations))


def _seats(nodes: Nodes, _union: Union) -> Pairs:
    """A ministry in a capital joins the state's, if articles tell whose capital that is.

    They tell it by calling one ministry "in Corran" and "Norland's", or where of one ministry a
    single capital and a single state are left over; then it holds for all ministries.
    """
    seats: dict[str, dict[str, None]] = {}
    owners: dict[Key, dict[str, None]] = defaultdict(dict)
    for key, node in nodes.items():
        if key[0] == "organisation" and key[1]:
            owners[key[2:]][key[1]] = None
            _note_seats(node, seats)
    states = {seat: next(iter(found)) for seat, found in seats.items() if len(found) == 1}
    for found in list(owners.values()):
        lone = [seat for seat in found if seat in seats and not seats[seat]]
        tied = {states.get(owner, "") for owner in found} | set(states.values())
        free = [state for state in found if state not in seats and state not in tied]
        if len(lone) == len(free) == 1 and any(state in found for state in states.values()):
            states.setdefault(lone[0], free[0])
    for key in nodes:
        state = states.get(key[1]) if key[0] == "organisation" else None
        if state is not None and (key[0], state, *key[2:]) in nodes:
            yield key, (key[0], state, *key[2:])


def _note_seats(node: Node, seats: dict[str, dict[str, None]]) -> None:
    """Note the capitals that a ministry is said to sit in, and the states it is said to be of."""
    states: dict[str, None] = {}
    capitals: dict[str, None] = {}
    for form in (*node.names, *node.aliases):
        owner = split_owner(form_words(form))[0]
        if owner:
            (capitals if fold(form).endswith(f" in {owner}") else states)[owner] = None
    for capital in capitals:
        seats.setdefault(capital, {}).update(states)


def _owners(nodes: Nodes, union: Union) -> Pairs:
    """A ministry without a state joins the only one with a state."""
    owned: dict[Key, dict[Key, None]] = defaultdict(dict)
    for key in nodes:
        if key[0] == "organisation" and key[1]:
            owned[key[2:]][union.root(key)] = None
    for words, keys in owned.items():
        plain = ("organisation", "", *words)
        if plain in nodes and len(keys) == 1:
            yield plain, next(iter(keys))


def _same_words(nodes: Nodes, _union: Union) -> Pairs:
    """What one article could not tell the kind of joins the same words with a kind.

    So does a lone word that some articles took for an acronym or a family name and as many or more
    for a place.
    """
    for key, node in nodes.items():
        words = node.words
        twins: list[Key] = []
        place = ("place", " ".join(words))
        if key[0] == "other" or (len(words) == 1 and place != key and _rarer(node, place, nodes)):
            twins.append(place)
        if key[0] == "other":
            twins.append(("organisation", split_owner(words)[0] or "", *core(words)))
            if not is_short(words):
                twins.append(("person", *person_name(words)))
            elif not is_common(words[-1]):
                twins.append(("family", bare_family(words[-1]), ""))
        unlike = key[0] == "person" and not node.aliases and not is_given_name(words[0])
        if unlike and _rarer(node, place, nodes):
            twins.append(place)
        known = [twin for twin in twins if twin in nodes]
        if known:
            yield key, max(known, key=lambda twin: nodes[twin].articles)


def _rarer(node: Node, key: Key, nodes: Nodes) -> bool:
    return key in nodes and nodes[key].articles >= node.articles


RULES: tuple[Callable[[Nodes, Union], Pairs], ...] = (
    _middles,
    _spellings,
    _family_names,
    _bynames,
    _acronyms,
    _seats,
    _owners,
    _same_words,
)
