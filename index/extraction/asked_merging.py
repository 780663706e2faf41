"""The user's rules put to the merging of actors: what is asked for goes before all evidence.

A rule names actors by the name of any local actor of theirs, so by a form, and a form belongs to a
node (``merging_rules``). Nodes that are to be one are joined first. Nodes that are to be apart are
told to the union, which then refuses every join that would bring them together; two forms that are
one node by their spelling alone ("Trade Ministry", "Ministry of Trade") become two.

Cost: a look at each form, and nothing where there are no rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.extraction.actor_rules import ActorRules, Called
from index.extraction.merging_rules import Key, Union
from index.model import Actor

Forms = list[int]


class Asked:
    """The rules over the forms of a corpus, which go by their numbers."""

    def __init__(self, rules: ActorRules, forms: Iterable[tuple[str, str]]) -> None:
        """Take all forms, a kind and a name each, in the order of their numbers."""
        self._numbers: dict[str, list[tuple[str, int]]] = defaultdict(list)
        if rules:
            for number, (kind, name) in enumerate(forms):
                self._numbers[name].append((kind, number))
        self._renamed: dict[str, Forms] = defaultdict(list)
        self._names: list[tuple[Forms, str]] = []
        for actor, name in rules.names:
            found = self._forms(actor)
            self._renamed[name] += found
            self._names.append((found, name))
        self._one = [(self._forms(one), self._forms(other)) for one, other in rules.one]
        self._apart = [(self._forms(one), self._forms(other)) for one, other in rules.apart]
        self._keys: dict[int, Key | None] = {
            form: None for pair in self._apart for forms in pair for form in forms
        }

    def _forms(self, called: Called) -> Forms:
        """Return the forms of that name, and those of whom the user called so."""
        found = [
            number
            for kind, number in self._numbers.get(called.name, ())
            if called.fits(called.name, kind)
        ]
        return found + [form for form in self._renamed.get(called.name, ()) if form not in found]

    def key(self, form: int, key: Key, name: str) -> Key:
        """Return the key of a form's node: ``key``, unless a form that it is to be apart from has
        that one. For all forms in turn."""
        if form not in self._keys:
            return key
        for one, other in self._apart:
            others = other if form in one else one if form in other else []
            if any(self._keys[each] == key for each in others):
                key = ("apart", name, *key)
        self._keys[form] = key
        return key

    def prepare(self, union: Union, keys: Sequence[Key]) -> None:
        """Part and join the nodes, before evidence joins others. ``keys`` are all forms'."""
        for one, other in self._apart:
            for form in one:
                for against in other:
                    union.part(keys[form], keys[against])
        for one, other in self._one:
            for form in other if one else ():
                union.join(keys[form], keys[one[0]])
            for form in one[1:]:
                union.join(keys[form], keys[one[0]])

    def named(self, actors: tuple[Actor, ...], actor_of: Sequence[int]) -> tuple[Actor, ...]:
        """Give actors the names asked for. ``actor_of`` are the actors' numbers, by form."""
        if not self._names:
            return actors
        changed = list(actors)
        for forms, name in self._names:
            for number in dict.fromkeys(actor_of[form] for form in forms):
                actor = changed[number]
                aliases = (actor.name, *actor.aliases)
                others = tuple(each for each in dict.fromkeys(aliases) if each != name)
                changed[number] = replace(actor, name=name, aliases=others)
        return tuple(changed)
