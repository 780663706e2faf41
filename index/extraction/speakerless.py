"""Direct quotes of an article that is not in English: what stands between marks, by nobody.

    »Wir werden die Brücke noch vor dem Winter öffnen«, sagte die Bürgermeisterin.
     └────────────────────────────────────────────┘

Marks are the same in all languages, the grammar that tells who speaks is not. Only few words
between marks are a title or a scare quote more often than speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.extraction.marks import find_regions
from index.model import Paragraph, Quote, QuoteKind, Role

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")
"""Characters of scripts that put no spaces between words: Thai, Lao, Burmese, Japanese, Chinese."""
_LEAST_WORDS = 4
_LEAST_UNSPACED = 8


def find_marked(text: str, paragraphs: Iterable[Paragraph]) -> tuple[Quote, ...]:
    """Return what stands between marks in the body of ``text`` as direct quotes without speakers.

    In text order. Linear time; never raises on any text.
    """
    found = []
    for paragraph in paragraphs:
        if paragraph.role is not Role.BODY:
            continue
        for region in find_regions(text, paragraph.span):
            said = region.inner.of(text)
            words = sum(1 for _ in _WORD.finditer(said))
            if words >= _LEAST_WORDS or sum(1 for _ in _UNSPACED.finditer(said)) >= _LEAST_UNSPACED:
                number = paragraph.number
                found.append(Quote((region.inner,), QuoteKind.DIRECT, number, number))
    return tuple(found)
