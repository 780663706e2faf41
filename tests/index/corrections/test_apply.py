"""Corrections put to one article's extraction: what they say is so, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corrections.apply import USER_RULE, apply, corrected
from index.corrections.model import (
    Correction,
    Corrections,
    NoQuote,
    QuotePlace,
    SpokenBy,
    TwoActors,
)
from index.extraction import extract
from index.extraction.actor_rules import Called
from index.model import ActorKind, Article, Extraction, LocalActor, Quote, Span
from index.reading import read

FERRY = """Ferries stop

“No boat leaves the island today,” said Orla Quint, who speaks for the crews.

“We were not asked,” Quint said. “That is a fairy tale,” said Milo Tarn, the harbour master.

“Quint told me, ‘We will sail again on Monday,’ and then she left the room,” said Tarn.
"""

TALE = "That is a fairy tale,"
SAIL = "We will sail again on Monday,"


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, encoding="utf-8")
    return read(path)


@pytest.fixture
def found(article: Article) -> Extraction:
    return extract(article)


def correct(article: Article, found: Extraction, *items: Correction) -> Extraction:
    return corrected(article, found, Corrections(items))


def quote_with(article: Article, extraction: Extraction, words: str) -> Quote:
    (quote,) = [each for each in extraction.quotes if each.text_in(article.text) == words]
    return quote


def place_of(article: Article, found: Extraction, words: str) -> QuotePlace:
    return QuotePlace.of(article, quote_with(article, found, words))


def test_without_corrections_nothing_changes(article: Article, found: Extraction) -> None:
    assert correct(article, found) == found
    other = SpokenBy(QuotePlace("0" * 64, (Span(0, 5),)), "Ivo Lund")
    assert correct(article, found, other) == found


def test_a_quote_is_by_an_actor_of_the_article(article: Article, found: Extraction) -> None:
    place = place_of(article, found, TALE)
    now = correct(article, found, SpokenBy(place, "orla quint"))
    quote = quote_with(article, now, TALE)
    assert now.actors == found.actors
    assert (quote.speaker, quote.rule, quote.confidence) == ("Orla Quint", USER_RULE, 1.0)
    assert quote.actor is not None
    assert now.actors[quote.actor].name == "Orla Quint"
    assert quote.mention is None, "where the article names Tarn it does not name Quint"


def test_a_quote_is_by_whom_an_alias_means(article: Article, found: Extraction) -> None:
    place = place_of(article, found, TALE)
    now = correct(article, found, SpokenBy(place, "Quint"))
    assert quote_with(article, now, TALE).speaker == "Orla Quint"


def test_who_is_not_in_the_article_is_added_to_it(article: Article, found: Extraction) -> None:
    place = place_of(article, found, TALE)
    now = correct(article, found, SpokenBy(place, "Harbour Office", ActorKind.ORGANISATION))
    quote = quote_with(article, now, TALE)
    assert quote.actor == len(found.actors)
    added = now.actors[quote.actor]
    assert (added.name, added.kind, added.mentions) == (
        "Harbour Office",
        ActorKind.ORGANISATION,
        (),
    )


def test_the_same_speaker_keeps_the_mention(article: Article, found: Extraction) -> None:
    words = "We were not asked,"
    before = quote_with(article, found, words)
    now = correct(article, found, SpokenBy(QuotePlace.of(article, before), "Orla Quint"))
    after = quote_with(article, now, words)
    assert after.mention == before.mention is not None


def test_what_is_no_quote_goes_and_its_paragraph_stays(article: Article, found: Extraction) -> None:
    now = correct(article, found, NoQuote(place_of(article, found, TALE)))
    assert len(now.quotes) == len(found.quotes) - 1
    assert TALE not in [quote.text_in(article.text) for quote in now.quotes]
    assert now.actors == found.actors
    assert now.phrases == found.phrases


def test_a_quote_within_what_is_no_quote_stands_by_itself(
    article: Article, found: Extraction
) -> None:
    inner = quote_with(article, found, SAIL)
    (outer,) = [each for each in found.quotes if each.start == inner.within]
    now = correct(article, found, NoQuote(QuotePlace.of(article, outer)))
    assert outer not in now.quotes
    assert quote_with(article, now, SAIL).within is None


def test_of_two_about_one_quote_the_later_counts(article: Article, found: Extraction) -> None:
    place = place_of(article, found, TALE)
    one, other = SpokenBy(place, "Orla Quint"), SpokenBy(place, "Ivo Lund")
    assert quote_with(article, correct(article, found, one, other), TALE).speaker == "Ivo Lund"
    assert quote_with(article, correct(article, found, other, one), TALE).speaker == "Orla Quint"
    assert correct(article, found, other, one) == correct(article, found, one), (
        "whom the earlier one named is not added"
    )


def test_a_quote_cut_a_little_differently_is_still_meant(
    article: Article, found: Extraction
) -> None:
    quote = quote_with(article, found, "No boat leaves the island today,")
    shorter = QuotePlace(article.sha256, (Span(quote.start, quote.end - 3),))
    now = correct(article, found, SpokenBy(shorter, "Ivo Lund"))
    assert quote_with(article, now, "No boat leaves the island today,").speaker == "Ivo Lund"


def test_a_quote_that_moved_is_found_by_its_words(article: Article, found: Extraction) -> None:
    moved = QuotePlace(article.sha256, (Span(900, 912),), TALE)
    now = correct(article, found, SpokenBy(moved, "Ivo Lund"))
    assert quote_with(article, now, TALE).speaker == "Ivo Lund"


def test_an_outer_quote_is_not_taken_for_its_inner_one(article: Article, found: Extraction) -> None:
    inner = place_of(article, found, SAIL)
    without = Extraction(
        tuple(each for each in found.quotes if each.within is None), found.actors, found.phrases
    )
    applied = apply(article, without, Corrections((NoQuote(inner),)))
    assert applied.extraction == without
    assert applied.unfitting == (NoQuote(inner),)


def test_two_that_are_not_one_are_parted(article: Article, found: Extraction) -> None:
    (before,) = [actor for actor in found.actors if actor.name == "Orla Quint"]
    assert "Quint" in before.aliases
    now = correct(article, found, TwoActors(Called("Orla Quint"), Called("Quint")))
    kept, parted = (actor for actor in now.actors if "Quint" in actor.name)
    assert (kept.name, kept.aliases) == ("Orla Quint", ())
    assert [span.of(article.text) for span in parted.mentions] == ["Quint", "Quint"]
    assert set(kept.mentions) | set(parted.mentions) == set(before.mentions)
    said = quote_with(article, now, "We were not asked,")
    assert said.speaker == "Quint"
    assert now.actors[said.actor or 0] == parted
    assert quote_with(article, now, "No boat leaves the island today,").speaker == "Orla Quint"


def test_two_with_one_spelling_are_told_by_the_letters() -> None:
    text = "Who is about. WHO is about."
    mentions = (Span(0, 3), Span(14, 17))
    article = Article("a", Path("a.txt"), text, "0" * 64, "text/1", "A", ())
    found = Extraction((), (LocalActor("WHO", ActorKind.ORGANISATION, ("Who",), mentions),), ())
    now = correct(article, found, TwoActors(Called("WHO"), Called("Who")))
    assert [(each.name, each.mentions) for each in now.actors] == [
        ("WHO", (Span(14, 17),)),
        ("Who", (Span(0, 3),)),
    ]


def test_another_kind_is_not_parted(article: Article, found: Extraction) -> None:
    pair = TwoActors(Called("Orla Quint", ActorKind.PLACE), Called("Quint"))
    assert correct(article, found, pair) == found
