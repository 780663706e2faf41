from __future__ import annotations

import gc
import weakref
from pathlib import Path

from index.postings import IndexReader
from index.search import search
from index.search.catalogue import catalogue_of


def test_one_reader_has_one_catalogue(reader: IndexReader) -> None:
    assert catalogue_of(reader) is catalogue_of(reader)


def test_a_catalogue_goes_when_its_reader_goes(reader: IndexReader) -> None:
    again = IndexReader.open(Path(reader.directory))
    search(again, "lihgthouse by:venn actor:x topic:y source:z")
    catalogue = weakref.ref(catalogue_of(again))
    again.close()
    del again
    gc.collect()
    assert catalogue() is None


def test_sources_are_found_by_their_words(reader: IndexReader) -> None:
    catalogue = catalogue_of(reader)
    assert catalogue.sources_with("evening po") == [0]
    assert catalogue.sources_with("post evening") == []
