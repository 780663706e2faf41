"""Reliability: whether confidences keep their promise, and what they should be.

    promised   attributions   on average   right
    .85-.95            1204          .89     .90

``bins`` makes this table. ``calibration`` prints the figures for rules.py, measured on PolNeAR's
training articles. A share of few cases leans on a wider one, as if ten more cases of that had been
seen: that by persons on all with marks, these on all of the rule, and the rule on all rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.extraction.rules import (
    OTHER_RULES,
    RULES,
    Naming,
    says,
    share,
)
from index.model import QuoteKind
from tests.quality.judging import Judged

EDGES = (0.0, 0.5, 0.7, 0.85, 0.95, 1.01)
_LENT = 10
"""So many cases a wider share lends to a narrower one."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The attributions whose promise lies in [``low``, ``high``)."""

    low: float
    high: float
    count: int
    promise: float
    right: float

    @property
    def name(self) -> str:
        """The bin as the table shows it: ".85-.95"."""
        if self.low == 0:
            return f"below {self.high:.2f}"
        return f"{self.low:.2f} or more" if self.high > 1 else f"{self.low:.2f} to {self.high:.2f}"


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """Return the bins that hold anything, lowest first, with mean promise and share right."""
    every = list(judged)
    found = []
    for low, high in pairwise(EDGES):
        held = [each for each in every if low <= each.promise < high]
        if held:
            promise = sum(each.promise for each in held) / len(held)
            right = sum(each.right for each in held) / len(held)
            found.append(Bin(low, high, len(held), promise, right))
    return found


def rows(name: str, judged: Iterable[Judged]) -> Iterator[str]:
    """Yield the table of ``judged`` as lines of Markdown; ``name`` says where they are from."""
    for each in bins(judged):
        yield f"| {name} | {each.name} | {each.count} | {each.promise:.2f} | {each.right:.2f} |"


Key = Callable[[Judged], Hashable]


def _is_other(judged: Judged) -> bool:
    return judged.naming in (Naming.OTHER, Naming.PRONOUN)


def _is_marked(judged: Judged) -> bool:
    return judged.kind is not QuoteKind.INDIRECT


def _share(held: Sequence[Judged], wider: float) -> float:
    """Return the share of ``held`` with the right source, leaning on ``wider``."""
    return (sum(each.right > 0 for each in held) + _LENT * wider) / (len(held) + _LENT)


def calibration(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the figures that rules.py should have, with the number of cases behind each."""
    cells: dict[tuple[str, bool], list[Judged]] = defaultdict(list)
    for each in judged:
        if _is_marked(each) or not says(each.cue):
            cells[each.rule, _is_marked(each)].append(each)
    whole = sum(each.right > 0 for each in judged) / len(judged)
    yield f"{'rule':28} {'':8}  {'person':>8} {'n':>5}  {'other':>8} {'n':>5}"
    for rule in (*RULES, *OTHER_RULES):
        own = _share(cells[rule, True] + cells[rule, False], whole)
        for marked in (True, False):
            held = cells[rule, marked]
            wider = _share(held, own)
            line = f"{rule:28} {'marked' if marked else 'indirect':8}"
            for other in (False, True):
                some = [each for each in held if _is_other(each) is other]
                line += f"  {_share(some, wider):8.2f} {len(some):5}"
            yield line
    said = [each for each in judged if not _is_marked(each) and says(each.cue)]
    if not said:
        return
    expected = sum(1 - share(each.rule, marked=False, how=each.naming) for each in said)
    missed = sum(each.right == 0 for each in said)
    yield f"content without marks and with “say” is wrong {missed / expected:.2f} times as often"
