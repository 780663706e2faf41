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

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

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
from index.model import Actor, ActorKind, LocalActor

SELDOM = 20
"""An organisation's full name is shown unless all but one in so many articles use a short one."""

LONGEST_ACRONYM = 5
MOST_ALIASES = 12


def merge_actors(
    articles: Sequence[Sequence[LocalActor]],
) -> tuple[tuple[Actor, ...], NDArray[np.int32]]:
    """Merge the actors of all articles into the actors of the corpus.

    ``articles`` holds the local actors of each article. Returns the actors, ids from 0 in order of
    first appearance, counts 0, and for every local actor in flattened order (int32) the id of its
    actor. The same input gives the same output.
    """
    nodes: dict[Key, Node] = {}
    keys: list[Key] = []
    for actors in articles:
        for actor in actors:
            key, words = _identify(actor)
            node = nodes.get(key)
            if node is None:
                node = nodes[key] = Node(words, actor.kind)
            _count(node, actor)
            keys.append(key)
    union = Union()
    for rule in RULES:
        for key, other in rule(nodes, union):
            union.join(key, other)
    return _actors(nodes, keys, union)


def _count(node: Node, actor: LocalActor) -> None:
    node.articles += 1
    node.names[actor.name] += 1
    node.kinds[actor.kind] += 1
    node.aliases.update(actor.aliases)


# ---- identity


def _identify(actor: LocalActor) -> tuple[Key, Words]:
    """Return the key of the node of a local actor, and the words of its name."""
    honorific, words = words_of(actor.name)
    if actor.kind is ActorKind.PERSON:
        if is_short(words):
            return ("family", bare_family(words[-1]), gender_of((honorific,)) or ""), words
        return ("person", *person_name(words)), words
    if actor.kind is ActorKind.PLACE:
        return ("place", territory_of(words) or " ".join(words)), words
    if actor.kind is ActorKind.ORGANISATION:
        return ("organisation", split_owner(words)[0] or "", *core(words)), words
    return ("other", *words), words


# ---- what comes out


def _actors(
    nodes: Nodes, keys: Sequence[Key], union: Union
) -> tuple[tuple[Actor, ...], NDArray[np.int32]]:
    numbers: dict[Key, int] = {}
    members: list[list[Node]] = []
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


def _actor(number: int, nodes: Iterable[Node]) -> Actor:
    names: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    kinds: Counter[ActorKind] = Counter()
    for node in nodes:
        names.update(node.names)
        forms.update(node.aliases)
        kinds.update(node.kinds)
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
