"""From the actors of articles to the actors of the corpus, on strong evidence only.

Every local actor becomes a node named by what identifies it, so that equal names meet at once;
named rules then join nodes:

    middles       George Q. Okello = George Okello, unless two middle initials are about
    family name   "Okello" joins the one Okello of the corpus, or one who outweighs all others
    acronym       "NRU" joins the union that some article calls both, if all articles agree
    seat          "Ministry in Corran" joins "Norland's Ministry" where an article calls one both
    owner         "Trade Ministry" joins "Norland's Trade Ministry" if no other state has one
    same words    a name of unclear kind joins the same words with a kind, "Corran" the place
    spelling      "Levandowski" joins "Lewandowski" with the same given name

Cost: one dictionary look-up a local actor and a few a node. Only spelling compares nodes with each
other, within blocks of one given name and family initial (or of the initials of all words), of at
most ``LARGEST_BLOCK`` nodes. Comparing all names instead would take hours at 400,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

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
from index.extraction.name_words import folded, gender_of, is_common, territory_of
from index.extraction.spelling import all_alike
from index.model import Actor, ActorKind, LocalActor

LARGEST_BLOCK = 64
RARER = 3
"""How many times more articles than a misspelling the right spelling must have."""

SELDOM = 20
"""An organisation's full name is shown unless all but one in so many articles use a short one."""

LONGEST_ACRONYM = 5
MOST_ALIASES = 12
OUTWEIGHS = 10
"""How many times more articles than all others of the family name one person must have."""

Key = tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """Local actors with one identity: how many there are, their kinds, and their forms."""

    words: Words
    kind: ActorKind
    articles: int = 0
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    kinds: Counter[ActorKind] = field(default_factory=Counter)


def merge_actors(
    articles: Sequence[Sequence[LocalActor]],
) -> tuple[tuple[Actor, ...], NDArray[np.int32]]:
    """Merge the actors of all articles into the actors of the corpus.

    ``articles`` holds the local actors of each article. Returns the actors, ids from 0 in order of
    first appearance, counts 0, and for every local actor in flattened order (int32) the id of its
    actor. The same input gives the same output.
    """
    nodes: dict[Key, _Node] = {}
    keys: list[Key] = []
    for actors in articles:
        for actor in actors:
            key, words = _identify(actor)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = _Node(words, actor.kind)
            _count(node, actor)
            keys.append(key)
    union = _Union()
    for rule in _RULES:
        for key, other in rule(nodes, union):
            union.join(key, other)
    return _actors(nodes, keys, union)


def _count(node: _Node, actor: LocalActor) -> None:
    node.articles += 1
    node.names[actor.name] += 1
    node.kinds[actor.kind] += 1
    node.aliases.update(actor.aliases)


# ---- identity


@lru_cache(maxsize=1 << 17)
def _words_of(form: str) -> tuple[str, Words]:
    """Return the honorific of a form, folded ("" if none), and its other words, folded."""
    words = tuple(fold(word) for word in form.split())
    if len(words) > 1 and words[0] in folded("honorifics"):
        return words[0], words[1:]
    return "", words


def _identify(actor: LocalActor) -> tuple[Key, Words]:
    """Return the key of the node of a local actor, and the words of its name."""
    honorific, words = _words_of(actor.name)
    if actor.kind is ActorKind.PERSON:
        if is_short(words):
            return ("family", bare_family(words[-1]), gender_of((honorific,)) or ""), words
        return ("person", *person_name(words)), words
    if actor.kind is ActorKind.PLACE:
        return ("place", territory_of(words) or " ".join(words)), words
    if actor.kind is ActorKind.ORGANISATION:
        return ("organisation", split_owner(words)[0] or "", *core(words)), words
    return ("other", *words), words


class _Union:
    """Disjoint sets of keys; a set is named by the key that others were joined to."""

    def __init__(self) -> None:
        self._parents: dict[Key, Key] = {}

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
        """Put the set of ``key`` into the set of ``other``."""
        root, target = self.root(key), self.root(other)
        if root != target:
            self._parents[root] = target


# ---- rules: each yields pairs (key, key that it joins)

Nodes = dict[Key, _Node]
Pairs = Iterator[tuple[Key, Key]]


def _middles(nodes: Nodes, _union: _Union) -> Pairs:
    """A middle initial is the same person's, unless two initials are about."""
    groups: dict[Key, list[Key]] = defaultdict(list)
    for key in nodes:
        if key[0] == "person":
            groups[key[1], key[2], key[4]].append(key)
    for group in groups.values():
        if len(group) == 2 and not all(key[3] for key in group):
            plain, initialled = sorted(group, key=lambda key: key[3])
            yield initialled, plain


def _spellings(nodes: Nodes, _union: _Union) -> Pairs:
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
                rare = nodes[other].articles >= RARER * nodes[key].articles
                if rare and all_alike(key[1:], other[1:]) and not _both_given(key, other):
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


def _family_names(nodes: Nodes, union: _Union) -> Pairs:
    """A family name joins its only bearer, or one who outweighs all others."""
    people: dict[str, dict[Key, int]] = defaultdict(dict)
    for key, node in nodes.items():
        if key[0] == "person":
            found = people[key[1]]
            root = union.root(key)
            found[root] = found.get(root, 0) + node.articles
    for key, node in nodes.items():
        lone = key[0] == "family" or (key[0] == "other" and len(key) == 2)
        if lone and ("place", key[1]) not in nodes:
            person = _bearer(key, node, people.get(key[1], {}))
            if person is not None:
                yield key, person


def _bearer(key: Key, node: _Node, people: dict[Key, int]) -> Key | None:
    """Return who alone can be meant by a family name, or None.

    A sole bearer must be in two articles, or the name must be no ordinary word; one of several
    must outweigh all others. A gender that does not fit rules a person out.
    """
    gender = key[2] if key[0] == "family" else ""
    fitting = {
        person: count
        for person, count in people.items()
        if not gender or gender_of(person[2:3]) in (None, gender)
    }
    if not fitting:
        return None
    best = max(fitting, key=lambda person: (fitting[person], person))
    others = sum(people.values()) - people[best]
    if others:
        enough = people[best] >= OUTWEIGHS * max(others, 1)
        return best if enough and people[best] >= OUTWEIGHS else None
    ordinary = is_common(key[1]) or node.kind is not ActorKind.PERSON
    return best if people[best] > 1 or not ordinary else None


def _acronyms(nodes: Nodes, union: _Union) -> Pairs:
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


def _seats(nodes: Nodes, _union: _Union) -> Pairs:
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


def _note_seats(node: _Node, seats: dict[str, dict[str, None]]) -> None:
    """Note the capitals that a ministry is said to sit in, and the states it is said to be of."""
    states: dict[str, None] = {}
    capitals: dict[str, None] = {}
    for form in (*node.names, *node.aliases):
        owner = split_owner(form_words(form))[0]
        if owner:
            (capitals if fold(form).endswith(f" in {owner}") else states)[owner] = None
    for capital in capitals:
        seats.setdefault(capital, {}).update(states)


def _owners(nodes: Nodes, union: _Union) -> Pairs:
    """A ministry without a state joins the only one with a state."""
    owned: dict[Key, dict[Key, None]] = defaultdict(dict)
    for key in nodes:
        if key[0] == "organisation" and key[1]:
            owned[key[2:]][union.root(key)] = None
    for words, keys in owned.items():
        plain = ("organisation", "", *words)
        if plain in nodes and len(keys) == 1:
            yield plain, next(iter(keys))


def _same_words(nodes: Nodes, _union: _Union) -> Pairs:
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
        known = [twin for twin in twins if twin in nodes]
        if known:
            yield key, max(known, key=lambda twin: nodes[twin].articles)


def _rarer(node: _Node, key: Key, nodes: Nodes) -> bool:
    return key in nodes and nodes[key].articles >= node.articles


_RULES: tuple[Callable[[Nodes, _Union], Pairs], ...] = (
    _middles,
    _spellings,
    _family_names,
    _acronyms,
    _seats,
    _owners,
    _same_words,
)


# ---- what comes out


def _actors(
    nodes: Nodes, keys: Sequence[Key], union: _Union
) -> tuple[tuple[Actor, ...], NDArray[np.int32]]:
    numbers: dict[Key, int] = {}
    members: list[list[_Node]] = []
    number_of: dict[Key, int] = {}
    for key, node in nodes.items():
        root = union.root(key)
        if root not in numbers:
            numbers[root] = len(members)
            members.append([])
        number_of[key] = numbers[root]
        members[numbers[root]].append(node)
    actors = tuple(_actor(number, group) for number, group in enumerate(members))
    ids = np.fromiter((number_of[key] for key in keys), dtype=np.int32, count=len(keys))
    return actors, ids


def _actor(number: int, nodes: Iterable[_Node]) -> Actor:
    names: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    kinds: Counter[ActorKind] = Counter()
    for node in nodes:
        names.update(node.names)
        forms.update(node.aliases)
        kinds.update(node.kinds)
    forms.update(names)
    kind = max(kinds, key=lambda kind: (kind is not ActorKind.OTHER, kinds[kind], kind.value))
    name = _best_name(names, kind)
    others = sorted(forms, key=lambda form: (-forms[form], form))
    aliases = tuple(form for form in others if form != name)[:MOST_ALIASES]
    return Actor(number, name, kind, aliases)


def _best_name(names: Counter[str], kind: ActorKind) -> str:
    """Return the most used of the fullest forms: not an acronym or family name if there is more."""
    seldom = names.total() / SELDOM

    def rank(form: str) -> tuple[bool, bool, bool, int, int, str]:
        honorific, words = _words_of(form)
        full = not is_short(words) and not honorific
        if kind is not ActorKind.PERSON:
            full = kind is ActorKind.ORGANISATION and full and names[form] >= seldom
        shouted = form.isupper() and len(form) > LONGEST_ACRONYM
        sits = kind is ActorKind.ORGANISATION and "in" in words
        return full, not sits, not shouted, names[form], len(form), form

    return max(names, key=rank)
