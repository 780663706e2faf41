"""The quote line: one quote as the JSON object that ``onrecord quotes --json`` prints."""

from __future__ import annotations

from typing import Any

from index.model import Article, Extraction, Quote


def quote_record(article: Article, quote: Quote, extraction: Extraction) -> dict[str, Any]:
    """Return the fields of ``quote``'s line; offsets count characters of the article's text.

    ``actor`` is the name of the local actor that the speaker was resolved to, or None.
    """
    mention = quote.mention
    return {
        "doc": article.doc,
        "article": article.id,
        "path": str(article.path),
        "start": quote.start,
        "end": quote.end,
        "spans": [[span.start, span.end] for span in quote.spans],
        "text": quote.text_in(article.text),
        "kind": quote.kind.value,
        "within": quote.within,
        "speaker": quote.speaker,
        "speaker_start": mention.start if mention is not None else None,
        "speaker_end": mention.end if mention is not None else None,
        "actor": extraction.actors[quote.actor].name if quote.actor is not None else None,
        "cue": quote.cue,
        "rule": quote.rule,
        "confidence": round(quote.confidence, 3),
        "paragraph": quote.paragraph,
        "last_paragraph": quote.last_paragraph,
    }
