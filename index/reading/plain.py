"""Plain text: paragraphs by evidence, a title by its look, metadata only where it is stated."""

from __future__ import annotations

from index.model import Role
from index.reading.dates import date_in_name
from index.reading.decoding import decode
from index.reading.draft import Draft, Metadata, number
from index.reading.errors import Unreadable
from index.reading.labelling import label
from index.reading.paragraphs import split


def parse(data: bytes, stem: str) -> Draft:
    """Read a plain text. ``text`` is the decoded file, to the letter.

    A date in the header (a line of its own) wins over one in the file's name; none is taken from
    the body. Raises Unreadable.
    """
    decoded = decode(data)
    spans = split(decoded.text)
    if not spans:
        raise Unreadable("has no text in it")
    texts = [span.of(decoded.text) for span in spans]
    labelled = label(texts, [Role.BODY] * len(texts), Metadata(), plain=True)
    metadata = labelled.metadata.or_else(Metadata(date=date_in_name(stem)))
    return Draft(decoded.text, number(spans, labelled.roles), metadata, decoded.notes)
