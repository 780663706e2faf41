"""What a segment's container holds: the names of its arrays, and what each one means.

A segment is a row of **documents**. Each article is one, and the passages behind it, up to the next
article, are its own; paragraphs come first, in order, then quotes:

    article A | paragraph | paragraph | … | quote | quote | … | article B | paragraph | …

Documents are numbered from 0 in the segment (over the whole index: from where the segment begins),
articles likewise from 0 in the segment. What is deleted keeps its number until segments are merged.

Words. For each field F of WORD_FIELDS; TEXT and SPEAKER are of passages, TITLE is of articles:

    F.terms, F.term_starts   the vocabulary of stems, sorted (see vocabulary.py)
    F.posting_starts   n + 1  how many postings the terms before have; document frequencies
    F.firsts           n      the first document of each term
    F.gaps, F.gap_starts      from each document of a term to its next, in bytes; see below
    F.freqs, F.freq_starts    how often a term is in each of its documents (u1, 255 or more is 255)
    F.large_at, F.large       … and how often really: place in F.freqs, ascending, and the number
    F.positions, F.position_starts  where: the low byte of each position, document by document
    F.high_at, F.high         … and the rest of it (position >> 8) where it is not 0: place in
                              F.positions, ascending, and the number
    F.lengths          docs   the field's length in words, as the byte that Whoosh makes of it
    F.total            1      the sum of the exact lengths

A term with k documents has k - 1 gaps, all of one width: 1, 2 or 4 bytes, whichever holds them all,
so the width is what its stretch of F.gaps, divided by k - 1, says. A term that is once in each of
its documents (it has as many positions as postings) has no frequencies.

Surface forms, of TEXT and SPEAKER together, for prefixes, patterns and spelling:

    surface.terms, surface.term_starts   folded words, sorted
    surface.counts     n      how many passages' words they are, repetitions included
    surface.stems      n      the number of the form's stem in TEXT, NO_STEM where it is no word
                              of a text (but of a speaker's name)

Passages; for an article's own document the numbers are blank (0, kind ARTICLE_KIND):

    kind (i1), boilerplate (u1)   place in KINDS
    paragraph, last_paragraph     numbers in the article
    start, end                    characters of the article's text, end exclusive, over all spans
    quote              docs       1 + the place in the article's quotes; 0 for a paragraph
    speaker            docs       1 + the article's local actor; 0 for none
    confidence (u1)    docs       per cent; 100 for a paragraph
    digest (u8)        docs       a hash of the folded words: the same for the same words; 0 none
    behind, behind_count   docs   of a quote: the first document among the paragraphs it stands
                                  in, and how many of them stand there side by side
    actor_starts (docs + 1), actors      local actors in each passage, ascending
    phrase_starts (docs + 1), phrases    local phrases in each passage, ascending

Articles:

    articles.documents        the article's own document
    articles.actors, articles.phrases    how many local ones it has
    articles.paragraphs, articles.quotes counts
    articles.ids, articles.id_starts     and likewise paths (bytes of the file system), titles,
                              sources, readers, dates (ISO, may be empty), hashes: blob and starts
    articles.sizes, articles.mtimes      of the stamp
    texts, text_starts        the text, squeezed in blocks (see stores.py)
    outlines, outline_starts  the rest of the article, and its quotes; what hits show of these,
                              quote by quote
    locals, local_starts      the names of its local actors and phrases
    places, place_starts      where these stand
"""

from __future__ import annotations

from index.model import PassageKind
from index.postings.schema import SPEAKER, TEXT, TITLE

KINDS = tuple(PassageKind)
"""Passage kinds by their number in ``kind``."""

ARTICLE_KIND = -1
"""In ``kind``: an article's own document."""

WORD_FIELDS = (TEXT, SPEAKER, TITLE)

SUFFIX = ".segment"
"""Of a segment's file; Whoosh gives it its name."""

NO_STEM = 2**32 - 1
"""In surface.stems: this form is a word of no text."""

ARTICLE_TEXTS = ("id", "path", "title", "source", "reader", "date", "hash")
"""What an article has as bytes: articles.ids and articles.id_starts, and so on."""

COLUMNS = (
    "kind",
    "boilerplate",
    "paragraph",
    "last_paragraph",
    "start",
    "end",
    "quote",
    "speaker",
    "confidence",
    "behind",
    "behind_count",
    "digest",
)
"""Arrays with a number for each document."""

PACKETS = ("texts", "outlines", "locals", "places")
PACKET_STARTS = ("text_starts", "outline_starts", "local_starts", "place_starts")
