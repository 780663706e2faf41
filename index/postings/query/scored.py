"""What matches each node of a query tree, worked out no further than is asked for.

A node's documents may be many and its scores are dear, so a node answers three questions, and its
parent asks only what it needs:

    documents()     all that match it; scored() is the same with their scores
    among(some)     which of these match it (for a conjunction, which asks its smallest part first)
    scores(some)    the scores of these, which all match it

    And         documents of oar     2 7 9
    ├ oar       … among toll         1 0 1
    └ toll      … scores of both     for 2 and 9 only

Documents are ascending numbers in one segment. Scores are float32, and those of Whoosh.

Here are nodes that are known already, and those that change one other; all and any of several are
in combining.py, words in found_words.py, phrases in phrases.py, very many words in many_words.py.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.postings.query.workspace import Documents, Scored, Scores, Scratch

Mask = NDArray[np.bool_]
"""Shape (n,), of as many documents as were asked about."""

Known = NDArray[Any] | None
"""What a part knows of each of some documents; None for nothing."""

Number = TypeVar("Number", bound=np.number[Any])

Step = Callable[[], None]
"""Called before each piece of work; raises where nothing more is wanted."""


TINY = 0.001
"""Scores are trusted to stay above 0 where they are multiplied by no less."""


class Found(ABC):
    """What matches a node in a segment: at most ``most`` documents.

    Where it is ``positive``, all scores are above 0, where it is ``scoreless`` they are 0; where it
    is ``live``, all documents are passages that are not deleted. Its ``pieces`` have so many
    ascending ``runs`` of documents at most.
    """

    scoreless = False
    runs = 1

    def __init__(
        self, scratch: Scratch, most: int, positive: bool = False, live: bool = False
    ) -> None:
        self.scratch = scratch
        self.most = most
        self.positive = positive
        self.live = live
        self._documents: Documents | None = None

    def documents(self) -> Documents:
        """Return all that match, ascending."""
        if self._documents is None:
            self._documents = self._all()
        return self._documents

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        return self.documents(), self.scores(self.documents())

    def pieces(self) -> list[Scored]:
        """Return all that match, with scores to be added up: a document may be there several times.

        For a union, which adds up all it has in one pass.
        """
        return [self.scored()]

    def each(self) -> list[Documents]:
        """Return all that match, perhaps several times."""
        return [self.documents()]

    def among(self, some: Documents) -> Mask:
        """Tell which of ``some`` match."""
        return self._among(some) if len(some) else np.zeros(0, np.bool_)

    def scores(self, some: Documents) -> Scores:
        """Return the scores of ``some``, which all match."""
        return self._scores(some) if len(some) else np.zeros(0, np.float32)

    def known(self) -> Known:
        """Return what is known of all ``documents()``, for their scores."""
        return None

    def sift(self, some: Documents) -> tuple[NDArray[np.intp], Known]:
        """Return the places in ``some`` of those that match, and what is known of these."""
        return self.among(some).nonzero()[0], None

    def scores_of(self, some: Documents, _known: Known) -> Scores:
        """Return the scores of ``some``, which all match, given what is known of these."""
        return self.scores(some)

    def share(self, some: Documents) -> Scores:
        """Return the scores of ``some``; 0 for those that do not match."""
        return self._share(some) if len(some) else np.zeros(0, np.float32)

    @abstractmethod
    def _all(self) -> Documents: ...

    def _among(self, some: Documents) -> Mask:
        return self.scratch.among(some, self.documents())

    @abstractmethod
    def _scores(self, some: Documents) -> Scores: ...

    def _share(self, some: Documents) -> Scores:
        matching = self.among(some)
        if matching.all():
            return self.scores(some)
        shares = np.zeros(len(some), np.float32)
        rows = matching.nonzero()[0]
        shares[rows] = self.scores(some.take(rows))
        return shares


def kept(some: NDArray[Number], mask: Mask) -> NDArray[Number]:
    """Return those of ``some`` for which the mask is true; itself where it is true for all."""
    return some if np.count_nonzero(mask) == len(mask) else some.compress(mask)


def sifted(parts: Sequence[Found], step: Step) -> tuple[Documents, list[Known]]:
    """Return the documents that match all of some parts, and what each part knows of them.

    The smallest part is asked for its documents, the others which of these they have. What they
    found doing so is handed on, so that nothing is looked up again for the scores.
    """
    first, *others = sorted(range(len(parts)), key=lambda number: parts[number].most)
    documents = parts[first].documents()
    known: list[Known] = [None] * len(parts)
    known[first] = parts[first].known()
    for number in others:
        if not len(documents):
            break
        step()
        places, found = parts[number].sift(documents)
        if len(places) < len(documents):
            documents = documents.take(places)
            known = [each if each is None else each.take(places) for each in known]
        known[number] = found
    return documents, known


class Listed(Found):
    """Documents that are known, with their scores: one for each, or one for all."""

    def __init__(self, scratch: Scratch, documents: Documents, scores: Scores | float) -> None:
        positive = not len(documents) or bool(np.min(scores) > TINY)
        super().__init__(scratch, len(documents), positive)
        self._documents = documents
        self._values = scores
        self.scoreless = isinstance(scores, float) and scores == 0.0

    def _all(self) -> Documents:
        return self.documents()

    def _scores(self, some: Documents) -> Scores:
        if isinstance(self._values, float):
            return np.full(len(some), self._values, np.float32)
        return self._values.take(self.scratch.rows(some, self.documents()))

    def _share(self, some: Documents) -> Scores:
        if isinstance(self._values, float):
            return self.among(some) * np.float32(self._values)
        return self.scratch.sums([(self.documents(), self._values)], some)


class Masked(Found):
    """Documents for which a mask over the whole segment is true, all with one score."""

    def __init__(self, scratch: Scratch, mask: Mask, score: float) -> None:
        super().__init__(scratch, len(mask), score > TINY)
        self._mask = mask
        self._score = score
        self.scoreless = score == 0.0

    def _all(self) -> Documents:
        return self._mask.nonzero()[0].astype(np.int32)

    def _among(self, some: Documents) -> Mask:
        return self._mask.take(some)

    def _scores(self, some: Documents) -> Scores:
        return np.full(len(some), self._score, np.float32)


class Everything(Found):
    """All documents of the segment, with one score."""

    def __init__(self, scratch: Scratch, score: float) -> None:
        super().__init__(scratch, scratch.size, score > TINY)
        self._score = score

    def _all(self) -> Documents:
        return np.arange(self.most, dtype=np.int32)

    def _among(self, some: Documents) -> Mask:
        return np.ones(len(some), np.bool_)

    def _scores(self, some: Documents) -> Scores:
        return np.full(len(some), self._score, np.float32)


class Times(Found):
    """The same documents with all scores multiplied."""

    def __init__(self, found: Found, boost: float) -> None:
        super().__init__(found.scratch, found.most, found.positive and boost > TINY, found.live)
        self.runs = found.runs
        self._found = found
        self._boost = np.float32(boost)

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        documents, scores = self._found.scored()
        return documents, scores * self._boost

    def pieces(self) -> list[Scored]:
        """Return all that match, with scores to be added up."""
        return [(documents, scores * self._boost) for documents, scores in self._found.pieces()]

    def each(self) -> list[Documents]:
        """Return all that match, perhaps several times."""
        return self._found.each()

    def _all(self) -> Documents:
        return self._found.documents()

    def _among(self, some: Documents) -> Mask:
        return self._found.among(some)

    def _scores(self, some: Documents) -> Scores:
        return self._found.scores(some) * self._boost

    def _share(self, some: Documents) -> Scores:
        return self._found.share(some) * self._boost


class Alike(Found):
    """The same documents, all with one score."""

    def __init__(self, found: Found, score: float) -> None:
        super().__init__(found.scratch, found.most, score > TINY, found.live)
        self._found = found
        self._score = score

    def _all(self) -> Documents:
        return self._found.documents()

    def _among(self, some: Documents) -> Mask:
        return self._found.among(some)

    def _scores(self, some: Documents) -> Scores:
        return np.full(len(some), self._score, np.float32)


class Without(Found):
    """What matches the first part and not the second, with the first's scores."""

    def __init__(self, found: Found, excluded: Found) -> None:
        super().__init__(found.scratch, found.most, found.positive, found.live)
        self._found = found
        self._excluded = excluded

    def _all(self) -> Documents:
        documents = self._found.documents()
        return kept(documents, ~self._excluded.among(documents))

    def _among(self, some: Documents) -> Mask:
        return self._found.among(some) & ~self._excluded.among(some)

    def _scores(self, some: Documents) -> Scores:
        return self._found.scores(some)


class Raised(Found):
    """What matches the first part; its score, and the second's where that matches too."""

    def __init__(self, found: Found, bonus: Found) -> None:
        super().__init__(found.scratch, found.most, live=found.live)
        self._found = found
        self._bonus = bonus

    def scored(self) -> Scored:
        """Return all that match, with their scores."""
        documents, scores = self._found.scored()
        return documents, scores + self._bonus.share(documents)

    def _all(self) -> Documents:
        return self._found.documents()

    def _among(self, some: Documents) -> Mask:
        return self._found.among(some)

    def _scores(self, some: Documents) -> Scores:
        return self._found.scores(some) + self._bonus.share(some)
