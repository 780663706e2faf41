"""Correct, take back, undo: each goes to the user's file first and to the index then.

    correct ──> file ──> index in line with the file ──> Outcome
                 └── busy, cannot be written: nothing is changed

Where another process holds the index, or too many articles are concerned, the correction is kept
all the same, and the next refresh puts it into the index.
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import NamedTuple

from index.correcting import InLine, unfitting, with_kind
from index.corrections.model import (
    Correction,
    Corrections,
    NamedTopic,
    NoQuote,
    Outcome,
    SpokenBy,
    Undone,
)
from index.corrections.store import CorrectionsFile
from index.home import Busy, waiting_for
from index.kept_index import KeptIndex, NotIndexed
from index.postings import IndexWriter


class _Step(NamedTuple):
    """Something the user did: a correction was made, or taken back."""

    correction: Correction
    taken_back: bool = False

    def holds(self, there: Collection[Correction]) -> bool:
        """Tell whether the corrections that are there still say what it made of them."""
        return self.taken_back != (self.correction in there)


class Corrector:
    """Corrects an index, and remembers what it did. Safe to use from several threads.

    Methods take some milliseconds for a quote; for what is said of actors as long as it takes to
    make the corpus-wide map anew. They raise NotChanged where a correction cannot be kept, Busy or
    OSError where the file cannot be written; then nothing is changed. They raise OSError as well
    where the index cannot be written, NotIndexed where it is damaged; it then is put right when it
    can.
    """

    def __init__(self, index: KeptIndex, file: CorrectionsFile) -> None:
        """Take the index and the user's file."""
        self._index = index
        self._file = file
        self._steps: list[_Step] = []
        self._lock = threading.RLock()

    def correct(self, correction: Correction) -> Outcome:
        """Keep a correction and put it into the index."""
        with self._lock:
            if self._index.is_indexed():
                correction = with_kind(self._index.reader(), correction)
            self._file.add(correction)
            self._steps.append(_Step(correction))
            return self._added(correction)

    def withdraw(self, correction: Correction) -> Outcome:
        """Take a correction back: the last of those that are equal."""
        with self._lock:
            self._file.remove(correction)
            self._steps.append(_Step(correction, taken_back=True))
            return self._bring_in_line(correction)

    def undo(self) -> Undone | None:
        """Undo what was done last: here, or else the last in the file; None where nothing was.

        What was taken back is made again. What was changed elsewhere since is passed over.
        """
        with self._lock:
            there = self._file.load().corrections.items
            while self._steps and not self._steps[-1].holds(there):
                self._steps.pop()
            if not self._steps and not there:
                return None
            correction, restored = self._steps[-1] if self._steps else _Step(there[-1])
            if restored:
                self._file.add(correction)
            else:
                self._file.remove(correction)
            del self._steps[-1:]
            after = self._added if restored else self._bring_in_line
            return Undone(correction, after(correction), restored)

    def _added(self, correction: Correction) -> Outcome:
        outcome = self._bring_in_line(correction)
        if outcome is Outcome.APPLIED and not isinstance(correction, NamedTopic):
            with self._index.sound():
                if unfitting(self._index.reader(), Corrections((correction,))):
                    return Outcome.FITS_NOTHING
        return outcome

    def _bring_in_line(self, correction: Correction) -> Outcome:
        """Put the index in line with the file, in which ``correction`` was changed."""
        if isinstance(correction, NamedTopic):
            return Outcome.APPLIED
        if not self._index.is_indexed():
            return Outcome.LATER
        try:
            with waiting_for(self._index.directory / "lock"):
                return self._put(correction)
        except Busy:
            return Outcome.LATER

    def _put(self, correction: Correction) -> Outcome:
        """Put a correction into the index, of which this process holds the lock."""
        index = self._index
        try:
            index.check_record()
        except NotIndexed:  # another version is making it anew
            return Outcome.LATER
        with index.sound(), IndexWriter(index.index_directory) as writer:
            line = InLine(writer, index.directory, self._file)
            left = line.begin()
            writer.update_map()
            if not left:
                line.finish()
        index.reload()
        if line.failed:
            return Outcome.FAILED
        if isinstance(correction, SpokenBy | NoQuote):
            concerned = index.reader().entries.with_hashes({correction.place.article})
            return Outcome.LATER if set(left).intersection(concerned) else Outcome.APPLIED
        return Outcome.LATER if left else Outcome.APPLIED
