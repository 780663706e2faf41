"""From the actors of articles to the actors of the corpus, on strong evidence only.

Every local actor becomes a node named by what identifies it, so that equal names meet at once;
the rules of ``merging_rules`` then join nodes:

    middles       George Q. Okello = George Okello, unless two middle initials are about
    family name   "Okello" joins the one Okello of the corpus, or one who outweighs all others
    acronym       "NRU" joins the union that some article calls both, if all articles agree
    seat          "Ministry in Corran" joins "Norland's Ministry" where an article calls one both
    owner         "Trade Ministry" joins "Norland's Trade Ministry" if no other state has one
    byname        "the Ferrywoman" joins the only person whom articles call so
    same words    a name of unclear kind joins the same words with a kind, "Corran" the place
    spelling      "Levandowski" joins "Lewandowski" with the same given name

Cost: one dictionary look-up a local actor and a few a node. Only spelling compares nodes with each
other, within blocks of one given name and family initial (or of the initials of all words), of at
most ``LARGEST_BLOCK`` nodes. Comparing all names instead would take hours at 400,000.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.extraction.actor_rules import NO_RULES, ActorRules
from index.extraction.asked_merging import Asked
from index.extraction.identity import (
    Words,
    bare_family,
    core,
    is_short,
    person_name,
    split_owner,
)
from index.extraction.merging_rules import RARER, RULES, Key, Node, Nodes, Union, words_of
from index.extraction.name_words import gender_of, territory_of
from index.extraction.numbering import Numbering
from index.model import Actor, ActorKind, LocalActor

SELDOM = 20
"""An organisation's full name is shown unless all but one in so many articles use a short one."""

LONGEST_ACRONYM = 5
MOST_ALIASES = 12


def merge_actors(
    articles: Iterable[Sequence[LocalActor]],
) -> tuple[tuple[Actor, ...], NDArray[np.int32]]:
    """Merge the actors of all articles into the actors of the corpus.

    ``articles`` holds the local actors of each article. Returns the actors, ids from 0 in order of
    first appearance, counts 0, and for every local actor in flattened order (int32) the id of its
    actor. The same input gives the same output.
    """
    corpus = CorpusActors()
    for actors in articles:
        corpus.add(
            [actor.name for actor in actors],
            [actor.kind for actor in actors],
            [actor.aliases for actor in actors],
        )
    return corpus.merge()[:2]


class Merging(NamedTuple):
    """The actors of a corpus, ids from 0 in order of first appearance, counts 0.

    ``actor_of`` gives for every local actor in the order read (int32) the id of its actor;
    ``names`` are the different names of local actors, each with the id of an actor it stands for.
    """

    actors: tuple[Actor, ...]
    actor_of: NDArray[np.int32]
    names: frozenset[tuple[int, str]]


class CorpusActors:
    """The local actors of a corpus while its articles are read, as numbers.

    A form is a kind and a name, and has a number; so has every alias.
    """

    def __init__(self) -> None:
        self._forms: Numbering[tuple[str, str]] = Numbering()
        self._aliases: Numbering[str] = Numbering()
        self._form_of = array("i")
        self._called, self._alias = array("i"), array("i")

    def add(
        self, names: Sequence[str], kinds: Sequence[str], aliases: Sequence[Sequence[str]]
    ) -> None:
        """Take the local actors of the next article: the name of each, its kind, its aliases.

        Kinds are the values of ActorKind.
        """
        forms = list(map(self._forms.__getitem__, zip(kinds, names, strict=True)))
        self._form_of.extend(forms)
        for form, others in zip(forms, aliases, strict=True):
            if others:
                self._called.extend(repeat(form, len(others)))
                self._alias.extend(map(self._aliases.__getitem__, others))

    def merge(self, rules: ActorRules = NO_RULES) -> Merging:
        """Merge them: as the user's ``rules`` say, and else by evidence."""
        asked = Asked(rules, self._forms)
        keys, nodes = self._nodes(asked)
        union = Union()
        asked.prepare(union, keys)
        for rule in RULES:
            for key, other in rule(nodes, union):
                union.join(key, other)
        actors, number_of = _actors(nodes, union)
        actors = asked.named(actors, [number_of[key] for key in keys])
        ids = np.array([number_of[key] for key in keys], np.int32)
        names = [name for _, name in self._forms]
        return Merging(
            actors, ids[_numbers(self._form_of)], frozenset(zip(ids.tolist(), names, strict=True))
        )

    def _nodes(self, asked: Asked) -> tuple[list[Key], Nodes]:
        """Return the key of every form, and the nodes in order of first appearance."""
        nodes: Nodes = {}
        keys: list[Key] = []
        counts = np.bincount(_numbers(self._form_of), minlength=len(self._forms)).tolist()
        for form, ((kind, name), articles) in enumerate(zip(self._forms, counts, strict=True)):
            key, words = _identify(name, kind)
            key = asked.key(form, key, name)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = Node(words, ActorKind(kind))
            node.articles += articles
            node.names[name] = articles
            keys.append(key)
        self._count_aliases(keys, nodes)
        return keys, nodes

    def _count_aliases(self, keys: Sequence[Key], nodes: Nodes) -> None:
        aliases = list(self._aliases)
        pairs = _numbers(self._called).astype(np.int64) * len(aliases) + _numbers(self._alias)
        different, first, counts = np.unique(pairs, return_index=True, return_counts=True)
        order = np.argsort(first)
        counted = zip(different[order].tolist(), counts[order].tolist(), strict=True)
        for pair, count in counted:
            form, alias = divmod(pair, len(aliases))
            known = nodes[keys[form]].aliases
            known[aliases[alias]] = known.get(aliases[alias], 0) + count


def _numbers(numbers: array[int]) -> NDArray[np.int32]:
    return np.frombuffer(numbers, np.int32) if len(numbers) else np.empty(0, np.int32)


# ---- identity


def _identify(name: str, kind: str) -> tuple[Key, Words]:
    """Return the key of the node of a local actor, and the words of its name."""
    honorific, words = words_of(name)
    if kind == ActorKind.PERSON:
        if is_short(words):
            return ("family", bare_family(words[-1]), gender_of((honorific,)) or ""), words
        return ("person", *person_name(words)), words
    if kind == ActorKind.PLACE:
        return ("place", territory_of(words) or " ".join(words)), words
    if kind == ActorKind.ORGANISATION:
        return ("organisation", split_owner(words)[0] or "", *core(words)), words
    return ("other", *words), words


# ---- what comes out


def _actors(nodes: Nodes, union: Union) -> tuple[tuple[Actor, ...], dict[Key, int]]:
    """Return the actors, and the id of every node's."""
    numbers: dict[Key, int] = {}
    members: list[list[Node]] = []
    number_of: dict[Key, int] = {}
    for key, node in nodes.items():
        number = numbers.setdefault(union.root(key), len(members))
        if number == len(members):
            members.append([])
        number_of[key] = number
        members[number].append(node)
    return tuple(_actor(number, group) for number, group in enumerate(members)), number_of


def _actor(number: int, nodes: Sequence[Node]) -> Actor:
    if len(nodes) == 1 and len(nodes[0].names) == 1 and not nodes[0].aliases:
        return Actor(number, next(iter(nodes[0].names)), nodes[0].kind, ())
    names: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    kinds: Counter[ActorKind] = Counter()
    for node in nodes:
        names.update(node.names)
        forms.update(node.aliases)
        kinds[node.kind] += node.articles
    forms.update(names)
    kind = _kind(kinds)
    name = _best_name(names, kind)
    others = sorted(forms, key=lambda form: (-forms[form], form))
    aliases = tuple(form for form in others if form != name)[:MOST_ALIASES]
    return Actor(number, name, kind, aliases)


def _kind(kinds: Counter[ActorKind]) -> ActorKind:
    """Return the kind that most articles tell; what most leave open is told by the others."""
    told = Counter({kind: n for kind, n in kinds.items() if kind is not ActorKind.OTHER})
    if not told:
        return ActorKind.OTHER
    best = max(told, key=lambda kind: (told[kind], kind.value))
    return best if told[best] * RARER >= kinds[ActorKind.OTHER] else ActorKind.OTHER


def _best_name(names: Counter[str], kind: ActorKind) -> str:
    """Return the most used of the fullest forms: not an acronym or family name if there is more."""
    seldom = names.total() / SELDOM

    def rank(form: str) -> tuple[bool, bool, bool, int, int, str]:
        honorific, words = words_of(form)
        full = not is_short(words) and not honorific
        if kind is not ActorKind.PERSON:
            full = kind is ActorKind.ORGANISATION and full and names[form] >= seldom
        shouted = form.isupper() and len(form) > LONGEST_ACRONYM
        sits = kind is ActorKind.ORGANISATION and "in" in words
        return full, not sits, not shouted, names[form], len(form), form

    return max(names, key=rank)
