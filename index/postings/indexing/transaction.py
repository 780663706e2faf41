"""One commit's worth of changes on top of a generation.

    added ──> builder ──(RUN_CHARACTERS)──> run ┐
    removed ──> marks on segments                 ├─ merge ──> segments ──> table of contents
    segments of the generation ───────────────────┘

Nothing of it can be seen before the table of contents has its name (see manifest.py): a run is a
segment's file that no table of contents names yet. Each file is put on the disk when it is written,
so that a commit of one article waits for the disk four times: for its segment, for the table of
contents, and for the folder before and after that is renamed. Nothing is done that grows with the
index, but for a look at each segment's ids for the article's own, at 2 gigabytes a second, and for
the stamps in the table of contents, a microsecond for each article whose file was only touched.

Memory: one run while it is gathered and written (see builder.py), some 400 MB; or one merge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.postings.corpus_map.maps import carry
from index.postings.indexing.builder import SegmentBuilder
from index.postings.indexing.merge_policy import groups_to_merge
from index.postings.indexing.merging_segments import merge_segments
from index.postings.indexing.pending import PendingEntries
from index.postings.indexing.preparing import Prepared
from index.postings.indexing.stored_segment import StoredSegment
from index.postings.query.codec import ArraySegment
from index.postings.snapshot.entries import Stamp
from index.postings.snapshot.manifest import INDEX_NAME, Manifest, Seal, publish, read_generation
from index.postings.snapshot.segments import Segments
from index.postings.snapshot.toc import pack_toc, unpack_toc

RUN_CHARACTERS = 24_000_000
"""Characters of passages gathered in memory before they are written as a run: some 4,000,000 words
of 100,000 passages."""


class Transaction:
    """Changes that are not committed yet."""

    def __init__(
        self,
        directory: Path,
        generation: int,
        segments: Sequence[StoredSegment] = (),
        stamps: Mapping[str, Stamp] | None = None,
    ) -> None:
        """Begin on top of ``generation`` (0 for none), which has these segments and stamps."""
        self.generation = generation
        self.changed = False
        self._directory = directory
        self._segments = list(segments)
        self._stamps = dict(stamps or {})
        self._builder = SegmentBuilder()
        self._added: dict[str, Prepared] = {}
        self.entries = PendingEntries(self._segments, self._added, self._stamps)

    @classmethod
    def on(cls, directory: Path, generation: int) -> Transaction:
        """Begin on top of a generation on the disk.

        Raises IndexUnusable where it is damaged, and OSError.
        """
        manifest, toc = read_generation(directory, generation)
        segments = [StoredSegment(directory, each) for each in unpack_toc(toc, generation)]
        return cls(directory, generation, segments, manifest.stamps)

    @property
    def files(self) -> dict[str, Seal]:
        """The seals of all segments' files by name."""
        return {each.container.path.name: each.seal for each in self._segments}

    def add(self, prepared: Prepared) -> None:
        """Add an article, in place of the one with its id. Writes a run when it is time to."""
        self._remove_stored(prepared.id)
        self._builder.add(prepared)
        self._added[prepared.id] = prepared
        self._stamps.pop(prepared.id, None)
        self.changed = True
        if self._builder.characters >= RUN_CHARACTERS:
            self._write_run()

    def remove(self, article_id: str) -> None:
        """Remove an article. KeyError where there is none."""
        if self._added.pop(article_id, None) is not None:
            self._builder.remove(article_id)
        elif not self._remove_stored(article_id):
            raise KeyError(article_id)
        self._stamps.pop(article_id, None)
        self.changed = True

    def _remove_stored(self, article_id: str) -> bool:
        if article_id in self._added:
            return False
        try:
            segment, number = self.entries.place(article_id)
        except KeyError:
            return False
        segment.remove(number)
        return True

    def touch(self, article_id: str, stamp: Stamp) -> None:
        """Give an article another stamp. KeyError where there is none."""
        if self.entries[article_id].stamp != stamp:
            self._stamps[article_id] = stamp
            self.changed = True

    def commit(self) -> Transaction:
        """Make the next generation of all this; return a transaction on top of it.

        Raises OSError, and IndexUnusable where a segment to be merged is damaged; then the
        generation before is what it was.
        """
        self._write_run()
        self._merge()
        generation = self.generation + 1
        listed = [segment.marked().segment for segment in self._segments]
        manifest = Manifest(generation, self.files, self._stamps)
        publish(self._directory, pack_toc(listed, generation), manifest)
        return Transaction(self._directory, generation, self._segments, self._stamps)

    def _write_run(self) -> None:
        if self._builder.documents:
            segment = ArraySegment(INDEX_NAME)
            documents = self._builder.write(self._directory / segment.file_name)
            segment.set_doc_count(documents)
            self._segments.append(StoredSegment(self._directory, segment, new=True))
        self._builder = SegmentBuilder()
        self._added.clear()

    def _merge(self) -> None:
        """Merge what is to be merged; segments of which nothing is left are dropped."""
        self._segments[:] = [each for each in self._segments if each.size().live]
        groups = groups_to_merge([segment.size() for segment in self._segments])
        merged = [self._merged([self._segments[place] for place in group]) for group in groups]
        gone = {place for group in groups for place in group}
        kept = [each for place, each in enumerate(self._segments) if place not in gone]
        self._segments[:] = [*kept, *merged]

    def _merged(self, segments: Sequence[StoredSegment]) -> StoredSegment:
        """Merge segments, once their checksums are right: damage must not get a new checksum."""
        merged = ArraySegment(INDEX_NAME)
        parts = [(each.container, each.deleted()) for each in segments]
        for container, _ in parts:
            container.verify()
        merged.set_doc_count(merge_segments(parts, self._directory / merged.file_name))
        self._carry_map(segments, merged.segment_id())
        return StoredSegment(self._directory, merged, new=True)

    def _carry_map(self, segments: Sequence[StoredSegment], merged: str) -> None:
        """Keep what the corpus-wide map says of segments of the last generation that merge."""
        if not all(each.new for each in segments):
            opened = Segments(
                (each.segment.segment_id(), each.container, np.flatnonzero(each.deleted()))
                for each in segments
            )
            carry(self._directory, list(opened), merged)
