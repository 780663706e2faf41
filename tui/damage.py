"""An index that turns out damaged while it is looked at.

Hits, actors and topics are made when their row is drawn, on the screen's own thread, long after
the search that found them. By then a file may have been cut short or taken away. The sequences here
stand between the screen and the library: what cannot be made is shown as ``lost``, and the
explorer is told, which then has the index made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from textual.message import Message

from index.model import FacetCount, Hit, PassageKind, Span
from tui.messages import IndexDamaged

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.search import Results, Suggestion, Totals

Item = TypeVar("Item")
Made = TypeVar("Made")

LOST_HIT = Hit(
    rank=1,
    score=0.0,
    kind=PassageKind.PARAGRAPH,
    article="",
    path=Path(),
    title="",
    source=None,
    date=None,
    paragraph=0,
    spans=(Span(0, 0),),
    text="This cannot be read any more",
)
"""Stands for a hit that cannot be made. It has no article, so nothing is fetched for it."""
LOST_FACET = FacetCount(0, "", 0)


def damage(error: Exception) -> str | None:
    """Return what is wrong with the index where that is the error, else None.

    What is returned continues a sentence about the index ("is damaged").
    """
    from index.corpus import NotIndexed

    if not isinstance(error, NotIndexed):
        return None
    return str(getattr(error.__cause__, "reason", error.reason))


class Guard:
    """Makes things of an index and tells the explorer where that cannot be done."""

    def __init__(self, corpus: Corpus, post: Callable[[Message], object]) -> None:
        self._corpus, self._post = corpus, post

    def make(self, made: Callable[[], Made], lost: Made) -> Made:
        """Return what ``made`` returns, or ``lost`` where the index turns out damaged."""
        try:
            with self._corpus.sound():
                return made()
        except Exception as error:
            reason = damage(error)
            if reason is None:
                raise
            self._post(IndexDamaged(reason))
            return lost


class GuardedSequence(Sequence[Item], Generic[Item]):
    """A sequence of the library, of which an item that cannot be made is ``lost``."""

    def __init__(self, items: Sequence[Item], guard: Guard, lost: Item) -> None:
        self._items, self._guard, self._lost = items, guard, lost

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        if isinstance(index, slice):
            lost: Sequence[Item] = [self._lost for _ in range(*index.indices(len(self)))]
            return self._guard.make(lambda: list(self._items[index]), lost)
        return self._guard.make(lambda: self._items[index], self._lost)


class GuardedResults(GuardedSequence[Hit]):
    """The results of a search, guarded in all that is made later than they are."""

    def __init__(self, results: Results, guard: Guard) -> None:
        super().__init__(results, guard, LOST_HIT)
        self._results = results
        self.capped: bool = results.capped
        self.seconds: float = results.seconds
        self.notes: Sequence[str] = results.notes
        self.groups: Sequence[int] = results.groups
        self.totals: Totals | None = results.totals
        self.suggestions: Sequence[Suggestion] = results.suggestions
        self.actors = GuardedSequence(results.actors, guard, LOST_FACET)
        self.topics = GuardedSequence(results.topics, guard, LOST_FACET)

    def place_of(self, article: str, start: int, kind: PassageKind) -> int | None:
        """Return where a passage stands in this list; None where it is not in it."""
        return self._guard.make(lambda: self._results.place_of(article, start, kind), None)

    def copies(self, place: int) -> list[Hit]:
        """Return the other passages that the hit at ``place`` stands for."""
        return self._guard.make(lambda: self._results.copies(place), [])
