"""What threads tell the explorer, as messages that Textual delivers on the screen's own thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from index.model import Article, Extraction, Progress, RefreshReport
from tui.history import Place, Question

if TYPE_CHECKING:
    from index.corpus import Corpus
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
