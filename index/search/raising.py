"""Which of the best passages a reader would want first: what BM25 does not see.

BM25F knows which words a passage has, how rare they are, and how long it is. The passages that it
puts first are looked at once more, and raised:

    closeness     the words of the query stand close together, best as they were typed
    named         they are the speaker's name: whoever types one wants to read what he said
    confidence    the quote's speaker is sure, not guessed
    boilerplate   … and it is the article speaking, not the page around it

Every factor is at least 1. So what was looked at stays ahead of what was not, and a list of raised
and plain scores still descends.

One thing is put right for all passages before the best are chosen: BM25 takes a word in a passage
of two words for twice as telling as in one of forty, so that headings and one-word quotes would
come first for every word. Up to ENOUGH_WORDS words a passage counts the less the shorter it is,
which makes the scores of passages of two words and of forty about equal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.search.closeness import Factors, Near

CLOSE = 0.5
"""What words side by side add, in parts of the score; less close ones add less."""

AS_TYPED = 0.5
"""What is added on top where all words stand as they were typed: an exact phrase."""

NAMED = 2.0
"""What it adds on top where the words are the speaker's name: a mention of him comes after."""

SURE = 0.1
"""What a sure attribution adds: enough to decide between equals, not more."""

ARTICLE_ITSELF = 0.2
"""What a passage that is no boilerplate adds, in lists that show boilerplate."""

ENOUGH_WORDS = 12
"""Words from which on a passage is long enough to be read by itself."""

SHORTEST = 0.5
"""What the score of a passage without any length is multiplied with."""


def raised(
    scores: Factors, near: Near | None, confidence: Factors, boilerplate: NDArray[np.bool_]
) -> Factors:
    """Return the scores with what else speaks for each passage; all of shape (n,).

    ``near`` is None where there is a single word; ``confidence`` goes from 0 to 1.
    """
    factor = np.float32(1) + np.float32(SURE) * confidence
    if near is not None:
        factor += np.float32(CLOSE) * near.close + np.float32(AS_TYPED) * (near.close >= 1)
        factor += np.float32(NAMED) * near.named
    factor += np.float32(ARTICLE_ITSELF) * ~boilerplate
    return (scores * factor).astype(np.float32)


def weights(words: Factors) -> Factors:
    """Return what the scores of passages of so many words are multiplied with: less than 1 for
    short ones."""
    slope = np.float32((1 - SHORTEST) / ENOUGH_WORDS)
    return np.float32(SHORTEST) + slope * np.minimum(words, np.float32(ENOUGH_WORDS))
