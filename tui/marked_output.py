"""What ``--print`` writes when the explorer ends: every marked passage with its citation, a line
each, in the order in which they were marked. A note stands at the end of its line, after a tab."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tui.bookmarks import Bookmark
from tui.passages import passage_of_reading
from tui.safe import visible
from tui.state import Reading, quote_at
from tui.text import citation, one_paragraph

if TYPE_CHECKING:
    from index.corpus import Corpus


def marked_lines(bookmarks: Iterable[Bookmark], corpus: Corpus | None) -> Iterator[str]:
    """Yield the citations of ``bookmarks``, with nothing in them that a terminal would obey.

    The words are the article's own, in full. Where the article is no longer in the index, or the
    index was never opened (``corpus`` is None), they are those kept with the mark. Where none
    were kept, a note stands behind the article's title or id.
    """
    for bookmark in bookmarks:
        cited = None if corpus is None else _cited(corpus, bookmark)
        if cited is None and bookmark.words:
            kept = bookmark.words, bookmark.speaker, bookmark.title, bookmark.source, bookmark.date
            cited = citation(*kept, "").rstrip()
        elif cited is None and bookmark.note:
            cited = one_paragraph(bookmark.title or bookmark.place.article)
        if cited is not None:
            note = f"\t{visible(one_paragraph(bookmark.note))}" if bookmark.note else ""
            yield visible(cited) + note


def _cited(corpus: Corpus, bookmark: Bookmark) -> str | None:
    try:
        with corpus.sound():
            article, extraction = corpus.article(bookmark.place.article)
    except Exception as error:  # what was marked is printed whatever has become of the index
        from index.corpus import NotIndexed

        if isinstance(error, KeyError | NotIndexed):
            return None
        raise
    number = quote_at(extraction.quotes, bookmark.place.span)
    quote = None if number is None else extraction.quotes[number]
    return passage_of_reading(Reading(article, extraction), bookmark.place.span, quote).cited
