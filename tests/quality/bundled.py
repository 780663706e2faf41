"""Score extraction against the annotations of the bundled corpus.

found      direct and mixed gold quotes whose words are at least half covered by direct and
           mixed predictions, and the harmonic mean with the share of predictions that are so
           covered by gold
speaker    of all direct and mixed gold quotes with a speaker: the predicted quote that covers
           most of it names the right one, in full where the article does
indirect   the share of indirect gold quotes at least half covered by a prediction
scare      marked texts that are no quotes, and are not taken for one
B-cubed    of the names of actors: over all occurrences of a gold name in the text, how well
           the predicted grouping agrees (Bagga and Baldwin 1998). A description is no name,
           also where a sentence begins with it ("The mayor of Aldersund"); "+" counts those too
kind       of those occurrences, the share that is in an actor of the right kind
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.extraction import extract
from index.model import Extraction, LocalActor, Quote, QuoteKind, Span
from index.reading import read
from tests.quality.gold import GoldActor, GoldArticle, GoldQuote, article_path, gold_files, load

WORD = re.compile(r"\w+")
LEADING = {"the", "a", "an", "mr", "mrs", "ms", "dr"}


@dataclass
class Tally:
    """Right and all, of one measure."""

    right: float = 0.0
    all: int = 0

    def add(self, right: float, count: int = 1) -> None:
        """Count ``count`` more units, of which ``right`` were right."""
        self.right += right
        self.all += count

    @property
    def share(self) -> float:
        """The share that was right; 0 of none."""
        return self.right / self.all if self.all else 0.0


@dataclass
class Cubed:
    """B-cubed precision and recall."""

    precision: Tally = field(default_factory=Tally)
    recall: Tally = field(default_factory=Tally)

    def add(self, clusters: Sequence[int], labels: Sequence[int]) -> None:
        """Count the mentions of one article: the cluster that each is in, and whose it is."""
        of_cluster, of_label = Counter(clusters), Counter(labels)
        together = Counter(zip(clusters, labels, strict=True))
        for cluster, label in zip(clusters, labels, strict=True):
            shared = together[cluster, label]
            self.precision.add(shared / of_cluster[cluster])
            self.recall.add(shared / of_label[label])

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _mean(self.precision.share, self.recall.share)


@dataclass
class Scores:
    """The measures over some articles, and the errors in words."""

    recall: Tally = field(default_factory=Tally)
    precision: Tally = field(default_factory=Tally)
    speaker: Tally = field(default_factory=Tally)
    indirect: Tally = field(default_factory=Tally)
    scare: Tally = field(default_factory=Tally)
    cubed: Cubed = field(default_factory=Cubed)
    cubed_described: Cubed = field(default_factory=Cubed)
    kind: Tally = field(default_factory=Tally)
    errors: list[str] = field(default_factory=list)

    def table(self) -> dict[str, float]:
        """Return the figures that are printed and kept."""
        return {
            "quotes found F1": _mean(self.precision.share, self.recall.share),
            "right speaker": self.speaker.share,
            "indirect recall": self.indirect.share,
            "scare rejection": self.scare.share,
            "actors B-cubed F1": self.cubed.f1,
            "actors B-cubed F1 +": self.cubed_described.f1,
            "actors of the right kind": self.kind.share,
        }


def _mean(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def score(files: Iterable[Path] | None = None) -> Scores:
    """Return the scores over the given gold files, all by default."""
    scores = Scores()
    for file in gold_files() if files is None else files:
        article = read(article_path(file))
        gold = load(file, article.text)
        extraction = extract(article)
        _score_quotes(scores, article.text, gold, extraction)
        _score_actors(scores, article.text, gold.actors, extraction.actors)
    return scores


# -- quotes --------------------------------------------------------------------------------------


def words_in(text: str, spans: Iterable[Span]) -> set[int]:
    """Return the offsets at which words start inside ``spans``."""
    return {m.start() for span in spans for m in WORD.finditer(text, span.start, span.end)}


def _score_quotes(scores: Scores, text: str, gold: GoldArticle, extraction: Extraction) -> None:
    marked = [quote for quote in extraction.quotes if quote.kind is not QuoteKind.INDIRECT]
    words = {id(quote): words_in(text, quote.spans) for quote in extraction.quotes}
    predicted = set().union(*(words[id(quote)] for quote in marked))
    actual = set()
    for quote in gold.quotes:
        own = words_in(text, quote.spans)
        if quote.kind == "indirect":
            best = max((len(own & words[id(q)]) for q in extraction.quotes), default=0)
            scores.indirect.add(best * 2 >= len(own))
            continue
        actual |= own
        found = len(own & predicted) * 2 >= len(own)
        scores.recall.add(found)
        if not found:
            scores.errors.append(f"{gold.path.name}: missed {_show(text, quote)}")
        if quote.speaker is not None:
            _score_speaker(scores, text, gold, quote, _best(own, marked, words))
    for prediction in marked:
        own = words[id(prediction)]
        scores.precision.add(len(own & actual) * 2 >= len(own))
    for span in gold.not_quotes:
        own = words_in(text, [span])
        if own and not own <= actual:
            kept = len(own & predicted) * 2 < len(own)
            scores.scare.add(kept)
            if not kept:
                scores.errors.append(f"{gold.path.name}: no quote “{span.of(text)}”")


def _best(own: set[int], quotes: Sequence[Quote], words: dict[int, set[int]]) -> Quote | None:
    """Return the prediction that covers most of ``own``, the tightest of those that do.

    So a quote inside a quote is compared with its like and not with the one around it.
    """

    def rank(quote: Quote) -> tuple[int, int]:
        return len(own & words[id(quote)]), -len(words[id(quote)])

    best = max(quotes, key=rank, default=None)
    return best if best is not None and own & words[id(best)] else None


def _score_speaker(
    scores: Scores, text: str, gold: GoldArticle, quote: GoldQuote, prediction: Quote | None
) -> None:
    answer = None if prediction is None else prediction.speaker
    right = answer is not None and same_speaker(answer, quote, gold.actors, text)
    scores.speaker.add(right)
    if not right and prediction is not None:
        scores.errors.append(
            f"{gold.path.name}: said by {answer} ({prediction.rule}), "
            f"not {quote.speaker}: {_show(text, quote)}"
        )


def _show(text: str, quote: GoldQuote) -> str:
    return "“" + " … ".join(" ".join(span.of(text).split()) for span in quote.spans)[:70] + "”"


def fold(name: str) -> str:
    """Return ``name`` without case, accents, articles, courtesy titles and possessives."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"[\w&()-]+(?:'\w+)?", plain)
    words = [word.removesuffix("'s") for word in words]
    while len(words) > 1 and words[0] in LEADING:
        words = words[1:]
    return " ".join(words)


def same_speaker(answer: str, quote: GoldQuote, actors: Sequence[GoldActor], text: str) -> bool:
    """Tell whether ``answer`` names the gold speaker, in full where the article does."""
    assert quote.speaker is not None
    wanted = fold(quote.speaker)
    if fold(answer) == wanted:
        return True
    actor = next((a for a in actors if fold(a.name) == wanted), None)
    if actor is None:  # a description: the same head noun
        return bool(set(_heads(answer)) & set(_heads(quote.speaker)))
    if fold(answer) not in {fold(alias) for alias in actor.aliases}:
        return False
    in_full = fold(actor.name) in fold(text)
    return actor.kind != "person" or not in_full or len(fold(answer).split()) > 1


def _heads(description: str) -> list[str]:
    """Return the last word of the noun phrase before any 'of', 'with', 'at' or 'who'."""
    before = re.split(r"\b(?:of|with|at|who|that|from|in|on|for|familiar|close|,)\b", description)[
        0
    ]
    words = WORD.findall(before.casefold())
    return words[-1:]


# -- actors --------------------------------------------------------------------------------------


def _score_actors(
    scores: Scores, text: str, gold: Sequence[GoldActor], found: Sequence[LocalActor]
) -> None:
    """Add B-cubed of the occurrences of unambiguous gold names, and whether kinds are right."""
    for cubed, counts in ((scores.cubed, is_name), (scores.cubed_described, _has_capital)):
        occurrences = _occurrences(text, gold, counts)
        groups = [_group(span, found) for span, _ in occurrences]
        labels = [number for _, number in occurrences]
        cubed.add([-1 - i if group is None else group for i, group in enumerate(groups)], labels)
        if counts is is_name:
            for group, label in zip(groups, labels, strict=True):
                scores.kind.add(group is not None and found[group].kind.value == gold[label].kind)


def _occurrences(
    text: str, actors: Sequence[GoldActor], counts: Callable[[str], bool]
) -> list[tuple[Span, int]]:
    """Return where each gold form that ``counts`` stands, and whose it is; the longest win."""
    owners: dict[str, set[int]] = {}
    for number, actor in enumerate(actors):
        for form in (actor.name, *actor.aliases):
            if counts(form):
                owners.setdefault(form, set()).add(number)
    taken: list[tuple[Span, int]] = []
    covered: set[int] = set()
    for form in sorted(owners, key=len, reverse=True):
        folded = r"\s+".join(re.escape(word) for word in form.split())
        for match in re.finditer(rf"(?<!\w){folded}(?!\w)", text):
            inside = range(match.start(), match.end())
            if covered.isdisjoint(inside):
                covered.update(inside)
                if len(owners[form]) == 1:
                    taken.append((Span(match.start(), match.end()), min(owners[form])))
    return sorted(taken)


def _has_capital(form: str) -> bool:
    return form[:1].isupper()


def is_name(form: str) -> bool:
    """Tell a name from a description by its head: the last word before "of", "for" and the like.

    The head of a name has a capital, or is no word ("Circular 4"), and a capital that a form only
    owes to its article or to its place says nothing: "the admiral", "The admiral", "Its chairman".
    """
    head = _HEAD_ENDS.split(form, maxsplit=1)[0].split()[-1]
    return form[:1].isupper() and not head[:1].islower() and head.casefold() not in _DETERMINERS


_HEAD_ENDS = re.compile(r",\s|\s(?:here|of|for|to|at|in|on|with|and|who|that|from)\s")
_DETERMINERS = {"the", "a", "an", "this", "his", "her", "its", "their", "your"}


def _group(span: Span, found: Sequence[LocalActor]) -> int | None:
    """Return the predicted actor whose mention overlaps ``span`` most."""
    best, most = None, 0
    for number, actor in enumerate(found):
        for mention in actor.mentions:
            shared = min(span.end, mention.end) - max(span.start, mention.start)
            if shared > most:
                best, most = number, shared
    return best
