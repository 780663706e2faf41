"""What threads tell the explorer, as messages that Textual delivers on the screen's own thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from index.model import Article, Extraction, Progress, RefreshReport
from tui.history import Place, Question

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.corrections.file import Problem
    from index.corrections.model import Correction, Outcome
    from index.search import Results


@dataclass
class CorpusOpened(Message):
    """The library is loaded and the corpus can be asked. ``indexed``: it has something to find."""

    corpus: Corpus
    indexed: bool


@dataclass
class Answered(Message):
    """A search is done. ``cursor``: where the result that was under the cursor stands now."""

    question: Question
    results: Results
    cursor: int | None


@dataclass
class ArticleRead(Message):
    """An article that the reader asked for."""

    article: Article
    extraction: Extraction


@dataclass
class ArticleGone(Message):
    """An article that the reader asked for is no longer in the index; ``article`` is its id."""

    article: str


@dataclass
class PlaceFound(Message):
    """Where a jump leads; None where there is nothing further, and then ``notice`` says so."""

    place: Place | None
    notice: str = ""


@dataclass
class IndexDamaged(Message):
    """The index cannot be used any more; ``reason`` continues a sentence about it."""

    reason: str


@dataclass
class WentWrong(Message):
    """Something failed on a thread; ``problem`` says what in one line."""

    problem: str


@dataclass
class BuildProgressed(Message):
    """The child process that indexes has come further."""

    progress: Progress


@dataclass
class BuildFinished(Message):
    """The index is up to date."""

    report: RefreshReport


@dataclass
class BuildFailed(Message):
    """Indexing could not be done; what is indexed already can be searched."""

    problem: str


@dataclass
class Corrected(Message):
    """A correction was made, or ``taken_back``; ``undone``: that undid what was done last."""

    correction: Correction
    outcome: Outcome
    taken_back: bool = False
    undone: bool = False

    @property
    def waits(self) -> bool:
        """Whether it is not in the index yet."""
        return self.outcome.name == "LATER"


@dataclass
class NotCorrected(Message):
    """Nothing was corrected; ``problem`` says why in one line."""

    problem: str


@dataclass
class CorrectionsRead(Message):
    """All corrections, in order, and the mistakes in their file. ``misfits`` are those that fit
    nothing; None while that is not known. ``trouble`` says why they cannot be read."""

    corrections: Sequence[Correction]
    problems: Sequence[Problem]
    misfits: Sequence[Correction] | None = None
    trouble: str = ""
