"""Which attributions are right, on annotated articles: what a confidence promises.

An attribution is a quote with a speaker. It is right where the annotators gave at least half of
its words to that speaker; where they have no such attribution at all it is wrong. PolNeAR marks
where the speaker is named and not who it is, so there it is right

- if the speaker has the name in the source or that of whom the source's pronoun stands for: as
  resolved by hand (dev), else as the program says itself, or
- if the mention lies in the source and that is no name. A pronoun that nobody resolved by hand
  counts in part: with the share of such pronouns that rules.py has from a sample.

Quotes inside quotes are in the bundled gold only.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.extraction import extract
from index.extraction.rules import RESOLVED, Naming, naming
from index.model import ActorKind, Article, Extraction, Quote, QuoteKind
from index.reading import read
from tests.quality import bundled, polnear
from tests.quality.gold import article_path, gold_files, load


@dataclass(frozen=True, slots=True)
class Judged:
    """An attribution: what its confidence was made from, the confidence; ``right`` is 1
    or 0, or what a pronoun that nobody resolved counts.
    """

    rule: str
    kind: QuoteKind
    naming: Naming
    cue: str | None
    promise: float
    right: float


def _judged(article: Article, extraction: Extraction, quote: Quote, right: float) -> Judged:
    mention = "" if quote.mention is None else quote.mention.of(article.text)
    person = quote.actor is not None and extraction.actors[quote.actor].kind is ActorKind.PERSON
    how = naming(mention, person=person)
    return Judged(quote.rule, quote.kind, how, quote.cue, quote.confidence, right)


# -- the bundled gold ----------------------------------------------------------------------------


def on_bundled() -> Iterator[Judged]:
    """Yield the judged attributions of the bundled articles."""
    for file in gold_files():
        article = read(article_path(file))
        gold = load(file, article.text)
        extraction = extract(article)
        spoken = [
            (bundled.words_in(article.text, each.spans), each)
            for each in gold.quotes
            if each.speaker is not None
        ]
        for quote in extraction.quotes:
            if quote.speaker is None:
                continue
            own = bundled.words_in(article.text, quote.spans)
            given: set[int] = set()
            for words, each in spoken:
                level = (each.within is None) == (quote.within is None)
                if (
                    level
                    and own & words
                    and bundled.same_speaker(quote.speaker, each, gold.actors, article.text)
                ):
                    given |= own & words
            yield _judged(article, extraction, quote, 2 * len(given) >= len(own))


# -- PolNeAR -------------------------------------------------------------------------------------


@cache
def _scorer() -> Any:
    """Return the shared scoring program as a module."""
    spec = importlib.util.spec_from_file_location("score_quotes", polnear.SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def on_polnear(part: str) -> Iterator[Judged]:
    """Yield the judged attributions of one part of PolNeAR, "dev" or "train"."""
    gold = _scorer().load_gold(str(polnear.DATA / part))
    path = polnear.DATA / part / "resolve.json"
    resolved: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for article in polnear.articles(part):
        if article.doc in gold:
            extraction = extract(article)
            judge = _Judge(article, extraction.quotes, gold[article.doc][1], resolved)
            for quote in extraction.quotes:
                if quote.speaker is not None and quote.within is None:
                    right = judge.right(quote)
                    yield _judged(article, extraction, quote, right)


class _Judge:
    """The annotators' attributions of one article, to hold quotes against."""

    def __init__(
        self,
        article: Article,
        quotes: Sequence[Quote],
        attributions: Sequence[dict[str, Any]],
        resolved: dict[str, str],
    ) -> None:
        scorer = _scorer()
        self.text = article.text
        self.starts = [start for start, _ in scorer.words(self.text)]
        answers = {q.mention.start: q.speaker for q in quotes if q.mention is not None}
        self.gold: list[tuple[set[int], set[int], str | None, str | None]] = []
        for each in attributions:
            if not each["source"]:
                continue
            kind = scorer.src_type(self.text, each["source"])
            start = each["source"][0][0]
            target = resolved.get(f"{article.doc}:{start}")
            if target is None and kind == "named":
                target = scorer.gold_core(self.text, each["source"])
            elsewhere = target or (answers.get(start) if kind == "pronoun" else None)
            content, source = self._words(each["content"]), self._words(each["source"])
            self.gold.append((content, source, target, elsewhere))

    def _words(self, spans: Sequence[tuple[int, int]]) -> set[int]:
        found: set[int] = _scorer().idx(self.starts, spans)
        return found

    def right(self, quote: Quote) -> float:
        """Return 1 if the annotators gave at least half of the quote's words to its speaker."""
        own = self._words([(span.start, span.end) for span in quote.spans])
        mention = quote.mention
        shown = set() if mention is None else self._words([(mention.start, mention.end)])
        words = "" if mention is None else mention.of(self.text)
        given: set[int] = set()
        sure: set[int] = set()
        for content, source, target, elsewhere in self.gold:
            here = bool(shown & source)
            name = target if here else elsewhere
            if here if name is None else _names(quote.speaker or "", name, words):
                given |= own & content
                sure |= own & content if name is not None else set()
        if 2 * len(given) < len(own):
            return 0.0
        return 1.0 if 2 * len(sure) >= len(own) else RESOLVED[naming(words, person=True)]


def _names(speaker: str, target: str, mention: str) -> bool:
    """Tell whether ``speaker`` is ``target``, in the scorer's sense, as an acronym or verbatim."""
    if _scorer().same_name(speaker, target):
        return True
    letters = "".join(c for c in target if c.isupper())
    initials = "".join(word[0] for word in speaker.split() if word[0].isupper())
    if len(letters) > 1 and letters == initials:
        return True
    return target in speaker and speaker in mention
