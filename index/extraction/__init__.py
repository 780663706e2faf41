"""Articles to quotes, speakers, actors and topics: pure functions over offsets."""

from __future__ import annotations

from index.extraction.actors import find_actors
from index.extraction.quotes import find_quotes
from index.extraction.topics import find_phrases
from index.model import Article, Extraction

__all__ = ["extract"]


def extract(article: Article) -> Extraction:
    """Return the quotes, actors and candidate topic phrases of ``article``.

    Never raises, whatever the text; the time is linear in its length.
    """
    actors = find_actors(article.text, article.paragraphs)
    quotes = find_quotes(article.text, article.paragraphs, actors, article.byline, article.source)
    phrases = find_phrases(article.text, article.paragraphs, actors)
    return Extraction(quotes, actors, phrases)
