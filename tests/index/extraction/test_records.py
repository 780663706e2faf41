import dataclasses
import json
from pathlib import Path

from index.extraction import extract
from index.extraction.records import quote_record
from index.model import Article, Extraction, Paragraph, Quote, QuoteKind, Span

TEXT = "Mara Oyelaran built it. “It holds,” Oyelaran said, “for now.”"


def article(text: str) -> Article:
    paragraphs = (Paragraph(0, Span(0, len(text))),)
    return Article("0" * 16, Path("orrin.courant.txt"), text, "0" * 64, "test/1", "", paragraphs)


def test_record_has_every_field_of_the_quote_line() -> None:
    source = article(TEXT)
    extraction = extract(source)
    record = json.loads(json.dumps(quote_record(source, extraction.quotes[-1], extraction)))
    assert record["doc"] == "orrin.courant"
    assert record["text"] == "It holds, … for now."
    assert [TEXT[start:end] for start, end in record["spans"]] == ["It holds,", "for now."]
    assert (record["start"], record["end"]) == (record["spans"][0][0], record["spans"][-1][1])
    assert TEXT[record["speaker_start"] : record["speaker_end"]] == "Oyelaran"
    assert record["speaker"] == record["actor"] == "Mara Oyelaran"
    assert (record["kind"], record["cue"], record["within"]) == ("direct", "said", None)
    assert 0 < record["confidence"] <= 1
    assert record["paragraph"] == record["last_paragraph"] == 0


def test_quote_without_speaker_has_nulls() -> None:
    quote = Quote((Span(0, 4),), QuoteKind.DIRECT, 0, 0)
    record = quote_record(article(TEXT), quote, Extraction((quote,), (), ()))
    fields = ("speaker", "speaker_start", "speaker_end", "actor", "cue", "within")
    assert all(record[name] is None for name in fields)


def test_extraction_of_an_empty_article_is_empty() -> None:
    empty = dataclasses.replace(article(""), paragraphs=())
    assert extract(empty) == Extraction((), (), ())
