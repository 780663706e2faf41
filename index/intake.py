"""One file, from its path to what the index takes: the work that is done in many processes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.corrections.apply import corrected
from index.corrections.model import Corrections
from index.extraction import extract
from index.model import Extraction, Skipped
from index.postings.indexing.preparing import Prepared, prepare
from index.postings.snapshot.entries import Stamp
from index.reading import ReadingError, read

NOTHING = Corrections()


@dataclass(frozen=True, slots=True)
class File:
    """A file to read. ``article`` is the id that its article has or will have.

    ``size`` (bytes) and ``mtime_ns`` are what will be kept as its stamp. ``sha256`` is the hash of
    the content that the index holds already; None where it is to be read in any case.
    """

    path: Path
    article: str
    size: int
    mtime_ns: int
    sha256: str | None

    @property
    def stamp(self) -> Stamp:
        """The stamp to keep."""
        return Stamp(self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read and prepared. ``trouble`` says what could not be done all the same."""

    prepared: Prepared
    trouble: Skipped | None = None


@dataclass(frozen=True, slots=True)
class Same:
    """A file whose content is what the index holds already."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read, and why."""

    trouble: Skipped


Outcome = Taken | Same | Refused


def work(file: File, corrections: Corrections = NOTHING) -> Outcome:
    """Read a file, find what is in it, correct that as the user did, and prepare it for the index.

    Raises nothing: no single file may stop the others.
    """
    try:
        article = read(file.path)
    except ReadingError as error:
        return Refused(Skipped(error.path, error.reason))
    except Exception as error:
        return Refused(Skipped(file.path, f"could not be read ({type(error).__name__})"))
    if article.sha256 == file.sha256:
        return Same()
    try:
        extraction = corrected(article, extract(article), corrections)
        return Taken(prepare(article, extraction, file.stamp))
    except Exception as error:
        reason = f"its quotes could not be read ({type(error).__name__}); its text is indexed"
        nothing = Extraction(quotes=(), actors=(), phrases=())
        return Taken(prepare(article, nothing, file.stamp), Skipped(article.path, reason))


def lost(file: File) -> Outcome:
    """Say of a file that the process that read it died, twice."""
    return Refused(Skipped(file.path, "its reader stopped unexpectedly"))
