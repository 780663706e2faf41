"""The names of all actors and topics as arrays: none is made before it is asked for.

    forms      Ana Reyes  Reyes  Ms. Reyes  Ministry  …      a name, then its aliases, and so on
    firsts     0                            3         …      where each actor's begin; n + 1
    order      3 0 2 1 …                                     the forms sorted, to find one
    named      1          0      1          1                    whether a local actor is named so

Opening a hundred thousand actors costs nothing, one of them a few microseconds, and finding one by
its name some twenty.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.model import Actor, ActorKind, Topic
from index.postings.format.container import narrow
from index.postings.format.packing import running
from index.postings.format.strings import Strings
from index.postings.format.vocabulary import pack_words

KINDS = tuple(ActorKind)

Arrays = Mapping[str, NDArray[Any]]
Thing = TypeVar("Thing", covariant=True)


def pack_text(text: str) -> bytes:
    """Return a name as bytes; unpaired surrogates survive."""
    return text.encode("utf-8", "surrogatepass")


def unpack_text(packed: bytes) -> str:
    """Return the name that :func:`pack_text` made into bytes; of damaged ones what can be read."""
    try:
        return packed.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return packed.decode("utf-8", "replace")


def pack_forms(prefix: str, forms: Iterable[Sequence[str]]) -> dict[str, NDArray[Any]]:
    """Return the forms of things, each of which has at least one: its name."""
    listed = list(forms)
    blob, starts = pack_words(pack_text(form) for each in listed for form in each)
    firsts = running(np.array(list(map(len, listed)), np.int64))
    return {
        f"{prefix}.forms": blob,
        f"{prefix}.form_starts": starts,
        f"{prefix}.firsts": narrow(firsts),
    }


def pack_actors(
    actors: Sequence[Actor], names: Collection[tuple[int, str]] = ()
) -> dict[str, NDArray[Any]]:
    """Return the names, kinds and aliases of actors; not their counts.

    ``names`` are the names that local actors have, with the place of the actor that each is.
    """
    arrays = pack_forms("actors", ((actor.name, *actor.aliases) for actor in actors))
    forms = Strings.of(arrays, "actors.forms", "actors.form_starts").all()
    order = sorted(range(len(forms)), key=forms.__getitem__)
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    arrays["actors.kinds"] = np.array([kinds[actor.kind] for actor in actors], np.uint8)
    arrays["actors.order"] = narrow(np.array(order, np.int64))
    named = [
        form == actor.name or (place, form) in names
        for place, actor in enumerate(actors)
        for form in (actor.name, *actor.aliases)
    ]
    arrays["actors.named"] = np.array(named, np.uint8)
    return arrays


class Names:
    """The forms of actors or topics, by id."""

    def __init__(self, arrays: Arrays, prefix: str) -> None:
        """Take the arrays that :func:`pack_forms` made. ValueError where they do not fit."""
        self._blob, self._starts = arrays[f"{prefix}.forms"], arrays[f"{prefix}.form_starts"]
        self.forms = Strings(self._blob, self._starts)
        self.firsts = arrays[f"{prefix}.firsts"].astype(np.int64)
        ascending = len(self.firsts) and self.firsts[0] == 0 and np.all(np.diff(self.firsts) > 0)
        if not ascending or self.firsts[-1] != len(self.forms):
            raise ValueError("the names of actors or topics are torn")

    def __len__(self) -> int:
        return len(self.firsts) - 1

    def of(self, number: int) -> tuple[str, ...]:
        """Return the forms of a thing, its name first."""
        first, end = int(self.firsts[number]), int(self.firsts[number + 1])
        return tuple(unpack_text(self.forms[place]) for place in range(first, end))

    def label(self, number: int) -> str:
        """Return the name of a thing."""
        return unpack_text(self.forms[int(self.firsts[number])])

    def all(self) -> list[str]:
        """Return all forms, of one thing after the other; ``firsts`` says where each begins."""
        text = unpack_text(self._blob.tobytes())
        starts = self._starts
        if len(text) != len(self._blob):
            begins = (self._blob & 0xC0) != 0x80  # other bytes go on with a character
            starts = running(begins)[starts]
        return [text[start:end] for start, end in pairwise(starts.tolist())]


class KnownActors:
    """The names, kinds and aliases of the actors of a map."""

    def __init__(self, arrays: Arrays) -> None:
        """Take the arrays that :func:`pack_actors` made. ValueError where they do not fit."""
        self.names = Names(arrays, "actors")
        self._kinds = arrays["actors.kinds"]
        self._order = arrays["actors.order"]
        self._named = arrays["actors.named"]
        if (
            len(self._kinds) != len(self.names)
            or not len(self._order) == len(self._named) == len(self.names.forms)
            or int(self._kinds.max(initial=0)) >= len(KINDS)
            or bool(np.any(self._order >= len(self._order)))
        ):
            raise ValueError("the names of actors are torn")

    def __len__(self) -> int:
        return len(self.names)

    def actor(self, number: int) -> Actor:
        """Return an actor without its counts."""
        name, *aliases = self.names.of(number)
        return Actor(number, name, KINDS[self._kinds[number]], tuple(aliases))

    def find(self, name: str, kind: ActorKind) -> int | None:
        """Return who a local actor of that name and kind is; None where nobody is known to be.

        That is the actor for whom other articles have a local actor of that name, or else the only
        one with that alias. Among actors of that kind; where there are none, among those where one
        of the two kinds is unclear.
        """
        found = list(self._holders(pack_text(name)))
        same = [each for each in found if KINDS[self._kinds[each[0]]] is kind]
        alike = same or [each for each in found if self._unclear(each[0], kind)]
        named = [number for number, is_named in alike if is_named]
        numbers = named or [number for number, _ in alike]
        return numbers[0] if len(numbers) == 1 else None

    def _unclear(self, number: int, kind: ActorKind) -> bool:
        return ActorKind.OTHER in (kind, KINDS[self._kinds[number]])

    def _holders(self, form: bytes) -> Iterator[tuple[int, bool]]:
        """Yield who has a form, and whether a local actor has it as its name."""
        forms, order = self.names.forms, self._order
        place = bisect_left(order, form, key=forms.__getitem__)
        while place < len(order) and forms[order[place]] == form:
            number = int(np.searchsorted(self.names.firsts, order[place], side="right")) - 1
            yield number, bool(self._named[order[place]])
            place += 1


class Lazy(Sequence[Thing]):
    """A sequence whose items are made each time they are asked for.

    It holds nothing of what makes them but itself: what would hold it in turn would wait for the
    garbage collector, which after a warm-up looks at none of this any more.
    """

    def __init__(self, size: int) -> None:
        """Take how many items there are."""
        self._size = size

    @abstractmethod
    def _make(self, number: int) -> Thing:
        """Make an item of its number."""

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(self._make(each) for each in range(*number.indices(len(self))))
        if not -len(self) <= number < len(self):
            raise IndexError("there are not so many")
        return self._make(int(number) % len(self))

    def __iter__(self) -> Iterator[Thing]:
        return map(self._make, range(len(self)))


class Labels(Lazy[str]):
    """The names of things by id: those of a map, then more."""

    def __init__(self, known: Names, more: Sequence[Actor] = ()) -> None:
        super().__init__(len(known) + len(more))
        self._known = known
        self._more = more

    def _make(self, number: int) -> str:
        place = number - len(self._known)
        return self._more[place].name if place >= 0 else self._known.label(number)


class Actors(Lazy[Actor]):
    """The actors of the corpus by id: those of the map, then those that it does not know yet.

    ``passages`` and ``quotes`` are their counts, shape (actors,). ``labels`` are their names.
    """

    def __init__(
        self,
        known: KnownActors,
        more: Sequence[Actor],
        passages: NDArray[Any],
        quotes: NDArray[Any],
    ) -> None:
        super().__init__(len(known) + len(more))
        self._known = known
        self._more = more
        self.passages = passages
        self.quotes = quotes
        self.labels: Sequence[str] = Labels(known.names, more)

    def _make(self, number: int) -> Actor:
        place = number - len(self._known)
        actor = self._more[place] if place >= 0 else self._known.actor(number)
        passages, quotes = int(self.passages[number]), int(self.quotes[number])
        return Actor(number, actor.name, actor.kind, actor.aliases, passages, quotes)

    def called(self) -> tuple[list[str], NDArray[np.int64]]:
        """Return all names and aliases, and where those of each actor begin; n + 1.

        Each name stands before its aliases. A fifth of a microsecond for each.
        """
        more = [(actor.name, *actor.aliases) for actor in self._more]
        firsts = running(np.array(list(map(len, more)), np.int64))
        known = self._known.names.firsts
        forms = self._known.names.all() + [form for each in more for form in each]
        return forms, np.concatenate((known, firsts[1:] + known[-1]))


class Topics(Lazy[Topic]):
    """The topics of the corpus by id. ``passages`` are their counts, shape (topics,)."""

    def __init__(self, names: Names, passages: NDArray[Any]) -> None:
        super().__init__(len(names))
        self._names = names
        self.passages = passages
        self.labels: Sequence[str] = Labels(names)

    def _make(self, number: int) -> Topic:
        terms = self._names.of(number)
        return Topic(number, terms[0], terms, int(self.passages[number]))

    def called(self) -> tuple[list[str], NDArray[np.int64]]:
        """Return all terms, and where those of each topic begin; n + 1. Its label stands first."""
        return self._names.all(), self._names.firsts
