"""Words that are in nearly every passage and mean nothing alone."""

from __future__ import annotations

from index.extraction.lexicons import words as word_list
from index.postings.analysis import stem

FUNCTION_WORDS = word_list(
    "a an and are as at be been but by for from had has have he her his if in into is it its of on "
    "or she so than that the their them then there these they this to was we were which who with"
)
"""Asked for only in a phrase or where nothing else is. Not "us": it is also the US."""

FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
