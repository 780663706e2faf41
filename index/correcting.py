"""Bring an index in line with what the user corrected, touching only the articles it concerns.

    corrections the index was made with ─┐
    corrections now ─────────────────────┴── differ in ──> articles: load, extract, correct, put
                                                     └──> rules for actors: the map is made anew

A correction of a quote concerns the articles with its hash; two actors that are not one concern the
articles that have both names, since one article may have taken them for one. All else that is said
of actors concerns the map alone, topics nothing at all.

The index keeps beside it which corrections it was made with (corrections.json). The new ones are
put there before the first article is made with them, the old ones are dropped when the last is
done; so an index that was interrupted on the way, even between two users of two minds, is found to
differ and is put right by whoever comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.cancelling import never
from index.corrections.apply import apply
from index.corrections.file import parse, text_of
from index.corrections.model import Correction, Corrections, OneActor, Renamed, SpokenBy, TwoActors
from index.corrections.store import CorrectionsFile
from index.extraction.actor_rules import Called, Pair
from index.extraction.merging_rules import words_of
from index.home import read_json, write_json
from index.intake import extracted
from index.model import Skipped
from index.postings import IndexReader, IndexWriter

STATES = "corrections.json"

MANY = 200
"""Articles that are put again at once, in some two seconds; more of them take a refresh."""


def states(directory: Path) -> list[Corrections]:
    """Return the corrections that articles of an index may have been made with, oldest first.

    ``directory`` is the folder of the corpus. There is always one; none were made where nothing is
    said.
    """
    value = read_json(directory / STATES)
    texts = value if isinstance(value, list) else []
    known = [parse(text).corrections for text in texts if isinstance(text, str)]
    return known or [Corrections()]


def keep_states(directory: Path, kept: Sequence[Corrections]) -> None:
    """Keep what :func:`states` is to return. Raises OSError."""
    if list(kept) != states(directory):
        write_json(directory / STATES, [text_of(each) for each in kept])


class Stale(NamedTuple):
    """Articles that are to be put again: quotes of theirs are corrected, or else only actors."""

    of_quotes: tuple[str, ...] = ()
    of_actors: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.of_quotes + self.of_actors

    @property
    def now(self) -> tuple[str, ...]:
        """Those that are put again at once: of too MANY, those with a corrected quote."""
        if len(self.all) <= MANY:
            return self.all
        return self.of_quotes if len(self.of_quotes) <= MANY else ()

    @property
    def left(self) -> tuple[str, ...]:
        """All but those."""
        return self.all[len(self.now) :]


class InLine:
    """Brings an index in line with a file of corrections; for who holds the lock of the corpus.

    ``corrections`` are those that articles are made with now (topics are not among them),
    ``articles`` counts those that were put again. Mistakes in the file are ``trouble``, and so is a
    file that cannot be read at all; then the index stays as it is. Methods raise IndexUnusable and
    OSError.
    """

    def __init__(self, writer: IndexWriter, directory: Path, file: CorrectionsFile) -> None:
        """Take the writer, the folder of the corpus, and the user's file."""
        self.corrections = states(directory)[-1]
        self.articles = 0
        self._of_file: tuple[Skipped, ...] = ()
        self._of_articles: tuple[Skipped, ...] = ()
        self._in_line_with: Corrections | None = None
        self._followed = False
        self._writer = writer
        self._directory = directory
        self._file = file

    @property
    def trouble(self) -> tuple[Skipped, ...]:
        """What could not be read, of the file and of articles that were put again."""
        return self._of_file + self._of_articles

    @property
    def failed(self) -> bool:
        """Tell whether articles could not be read with the corrections."""
        return bool(self._of_articles)

    def begin(self) -> tuple[str, ...]:
        """Put again what was corrected since, as far as there are not too MANY; return the articles
        that are left."""
        stale = self.look()
        self.put_again(stale.now)
        return stale.left

    def look(self) -> Stale:
        """Look what the file says by now, and return the articles that are to be put again."""
        self.corrections = self._asked_for()
        if self.corrections == self._in_line_with:
            return Stale()
        before = [each for each in states(self._directory) if each != self.corrections]
        keep_states(self._directory, [*before, self.corrections])
        self._writer.set_actor_rules(self.corrections.actor_rules)
        self._in_line_with = self.corrections
        if not before or not self._writer.entries:
            return Stale()
        with closing(IndexReader.open(self._writer.directory)) as reader:
            return stale_articles(reader, before, self.corrections)

    def _asked_for(self) -> Corrections:
        try:
            parsed = self._file.load()
        except OSError as error:
            reason = error.strerror or "could not be read"
            self._of_file = (Skipped(self._file.path, f"{reason}; corrections are as before"),)
            return self.corrections
        self._of_file = tuple(
            Skipped(self._file.path, f"line {each.line}: {each.text}") for each in parsed.problems
        )
        return parsed.corrections.without_topics

    def put_again(self, articles: Collection[str], cancelled: Callable[[], bool] = never) -> None:
        """Put articles again, out of their text in the index, and commit them; not the map.

        One that cannot be read with what was corrected stays as it is. Those that are left when
        ``cancelled`` says so are not put.
        """
        if not articles:
            return
        with closing(IndexReader.open(self._writer.directory)) as reader:
            for article_id in articles:
                if cancelled():
                    break
                article, _ = reader.load(article_id)
                extraction, trouble = extracted(article, self.corrections)
                self._of_articles += trouble
                if not trouble:
                    self._writer.put(article, extraction, self._writer.entries[article_id].stamp)
                    self.articles += 1
        self._writer.commit(map=False)

    def follow(self) -> bool:
        """Put again what was corrected while others are read; tell whether there was anything.

        Those that are still to be read are made with the corrections of before, and are put right
        by :meth:`finish`.
        """
        before = self.corrections
        now = self.look().now
        self._followed = self._followed or self.corrections != before
        self.put_again(now)
        return bool(now)

    def finish(self, left: Collection[str] = (), cancelled: Callable[[], bool] = never) -> None:
        """Bring it in line with what the file says by now, the map as well, and note that.

        ``left`` are the articles that are still to be put again. The map must be up to date
        otherwise. Where ``cancelled`` says so the rest is left to whoever comes next.
        """
        if self._followed:
            self._in_line_with = None
        stale: Collection[str] = [each for each in left if each in self._writer.entries]
        while stale or self.corrections != self._in_line_with or self._is_outdated():
            self.put_again(stale or self.look().all, cancelled)
            self._writer.update_map()
            if cancelled():
                return
            stale = ()
        keep_states(self._directory, [self.corrections])

    def _is_outdated(self) -> bool:
        return self._asked_for() != self.corrections


def stale_articles(reader: IndexReader, before: Iterable[Corrections], now: Corrections) -> Stale:
    """Return the articles that come out otherwise than with one of ``before``."""
    hashes: set[str] = set()
    new: set[Pair] = set()
    old: set[Pair] = set()
    for each in before:
        hashes.update(
            sha256
            for sha256 in {*each.articles, *now.articles}
            if each.of_quotes(sha256) != now.of_quotes(sha256)
        )
        new.update(set(now.apart) - set(each.apart))
        old.update(set(each.apart) - set(now.apart))
    of_quotes = dict.fromkeys(reader.entries.with_hashes(hashes))
    of_actors = [each for each in _with_both(reader, new, old) if each not in of_quotes]
    return Stale(tuple(of_quotes), tuple(of_actors))


def _with_both(reader: IndexReader, new: Iterable[Pair], old: Iterable[Pair]) -> Iterator[str]:
    """Yield the articles that have a local actor with both names of a new pair to be apart, or
    local actors with the names of an old one."""
    to_part = [_words_of_both(pair) for pair in new]
    parted = [_words_of_both(pair) for pair in old]
    if not to_part and not parted:
        return
    for article_id, actors in reader.names_in_articles():
        words = [{words_of(form)[1] for form in forms} for forms in actors]
        every = set().union(*words)
        if any(every >= pair for pair in parted) or any(
            each >= pair for pair in to_part if every >= pair for each in words
        ):
            yield article_id


def _words_of_both(pair: Pair) -> set[tuple[str, ...]]:
    return {words_of(called.name)[1] for called in pair}


# -- what fits nothing ---------------------------------------------------------------------------


def unfitting(reader: IndexReader, corrections: Corrections) -> list[Correction]:
    """Return the corrections for which there is no article, quote or actor, in their order.

    Articles of which quotes are corrected are read again for it, some milliseconds each.
    """
    misfits: set[Correction] = set()
    found = reader.entries.with_hashes(set(corrections.articles))
    articles = {reader.entries[each].sha256: each for each in found}
    for sha256 in corrections.articles:
        if sha256 in articles:
            article, _ = reader.load(articles[sha256])
            raw, _ = extracted(article, Corrections())
            misfits.update(apply(article, raw, corrections).unfitting)
        else:
            misfits.update(corrections.of_quotes(sha256))
    unknown = _unknown(
        {called.name for each in corrections.items for called in _actors(each)}, reader
    )
    return [
        each
        for each in corrections.items
        if each in misfits or any(called.name in unknown for called in _actors(each))
    ]


def _unknown(names: set[str], reader: IndexReader) -> set[str]:
    """Return those of ``names`` that no actor has, in the corpus or in an article."""
    unknown = names - set(reader.corpus.actors.called()[0]) if names else names
    if unknown:  # an actor of the corpus has not room for all its names
        for _, actors in reader.names_in_articles():
            unknown.difference_update(*actors)
    return unknown


def _actors(correction: Correction) -> tuple[Called, ...]:
    match correction:
        case OneActor(one, other) | TwoActors(one, other):
            return one, other
        case Renamed(actor, _):
            return (actor,)
        case _:
            return ()


def with_kind(reader: IndexReader, correction: Correction) -> Correction:
    """Return a correction with the kind of its speaker, where he is an actor of the corpus."""
    if not isinstance(correction, SpokenBy) or correction.kind is not None:
        return correction
    forms, firsts = reader.corpus.actors.called()
    if correction.speaker not in forms:
        return correction
    place = forms.index(correction.speaker)
    number = int(np.searchsorted(firsts, place, side="right")) - 1
    return replace(correction, kind=reader.actors[number].kind)
