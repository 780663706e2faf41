"""Articles to quotes, speakers, actors and topics: pure functions over offsets."""

from __future__ import annotations

from index.extraction.actors import find_actors
from index.extraction.quotes import find_quotes
from index.extraction.speakerless import find_marked
from index.extraction.topics import find_phrases
from index.model import Article, Extraction
from index.reading.language import is_english

__all__ = ["extract"]


def extract(article: Article) -> Extraction:
    """Return the quotes, actors and candidate topic phrases of ``article``.

    An article that is not in English has direct quotes without speakers, and nothing else: what
    tells actors and topics is English too. Never raises, whatever the text; the time is linear in
    its length.
    """
    text, paragraphs = article.text, article.paragraphs
    if not is_english(text, paragraphs):
        return Extraction(find_marked(text, paragraphs), (), ())
    actors = find_actors(text, paragraphs)
    quotes = find_quotes(text, paragraphs, actors, article.byline, article.source)
    phrases = find_phrases(text, paragraphs, actors)
    return Extraction(quotes, actors, phrases)
