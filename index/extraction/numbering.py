"""Numbers for things that come again and again, so that a corpus is counted without objects.

    trade deal, rail, trade deal     ->     0, 1, 0      and the dictionary {trade deal: 0, rail: 1}

A name that half a million articles use is kept once; what remains of each use is four bytes in an
array, and numpy counts those.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Numbering(dict[Thing, int]):
    """Gives each new thing that is looked up the next number, from 0; ``get`` gives none.

    Its keys are in the order of their numbers. The same memory of numbers serves Python's loops:
    ``map(numbering.__getitem__, things)`` runs without any bytecode for what is known.
    """

    __slots__ = ()

    def __missing__(self, thing: Thing) -> int:
        number = self[thing] = len(self)
        return number
