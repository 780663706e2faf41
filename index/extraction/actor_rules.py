"""What a user says about who is who: these two are one, these two are not, this one is called so.

An actor of the corpus has no lasting number, so it goes by a name: it is whatever has local actors
of that name, of that kind where one is given. Rules are put to the merging of actors
(``merging``), where they stand before its own evidence.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from index.model import ActorKind


class Called(NamedTuple):
    """Whoever is called ``name``; of that ``kind`` only, unless it is None."""

    name: str
    kind: ActorKind | None = None

    def fits(self, name: str, kind: str) -> bool:
        """Tell whether a local actor of this name and kind is meant."""
        return self.name == name and self.kind in (None, kind)


Pair = tuple[Called, Called]


@dataclass(frozen=True, slots=True)
class ActorRules:
    """Pairs that are one actor, pairs that are ``apart``, and the names given to actors."""

    one: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    names: tuple[tuple[Called, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.one or self.apart or self.names)

    @property
    def digest(self) -> bytes:
        """16 bytes that differ where the rules do; none where there are no rules."""
        packed = pack_rules(self).encode("utf-8", "surrogatepass")
        return hashlib.sha256(packed).digest()[:16] if self else b""


NO_RULES = ActorRules()


def pack_rules(rules: ActorRules) -> str:
    """Return rules as JSON."""
    return json.dumps([rules.one, rules.apart, rules.names], ensure_ascii=False)


def unpack_rules(packed: str) -> ActorRules:
    """Return what :func:`pack_rules` made; ValueError or TypeError where it is something else."""
    one, apart, names = json.loads(packed)
    return ActorRules(
        tuple((_called(a), _called(b)) for a, b in one),
        tuple((_called(a), _called(b)) for a, b in apart),
        tuple((_called(actor), str(name)) for actor, name in names),
    )


def _called(row: Any) -> Called:
    name, kind = row
    return Called(str(name), None if kind is None else ActorKind(kind))
