"""What each command of the command line does, once its words are parsed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from index.building import describe
from index.corpus import Corpus, NotIndexed
from index.home import Busy, resolve
from index.model import Article, Extraction, Quote, Skipped
from index.search import Results, named
from tui import reports
from tui.config_command import run_config, run_keys, take_settings
from tui.corrections_command import run_corrections
from tui.exit_status import FOUND, NOTHING, TROUBLE
from tui.interrupting import interruptible
from tui.roots import choose_roots, missing
from tui.streams import put, say


def open_corpus(paths: Sequence[Path]) -> tuple[Corpus, int] | None:
    """Return the corpus and the status of making it searchable; None where that failed.

    A corpus without an index is indexed first; one with an index is never refreshed silently.
    """
    roots = choose_roots(paths)
    if roots is None:
        return None
    corpus = Corpus.open(roots)
    if not corpus.is_indexed():
        status = refresh(corpus, rebuild=False, counts=False)
        return (corpus, status) if corpus.is_indexed() else None
    if not corpus.is_complete():
        say(f"{_named(corpus)}: not all of it is indexed yet; “onrecord index” goes on with it")
    gone = sorted(missing(roots))
    for root in gone:
        say(f"{root}: does not exist; what was indexed of it is kept")
    return corpus, TROUBLE if gone else FOUND


def refresh(corpus: Corpus, rebuild: bool, counts: bool) -> int:
    """Refresh ``corpus`` with progress on standard error; return the exit status.

    ^C ends it early but keeps what was read; then KeyboardInterrupt is raised.
    """
    line = reports.ProgressLine(sys.stderr)
    try:
        with interruptible() as interrupted:
            report = corpus.refresh(line.show, interrupted, rebuild)
        if interrupted():
            raise KeyboardInterrupt
    except Busy as error:
        line.clear()
        say(str(error))
        return TROUBLE
    except OSError as error:
        line.clear()
        say(describe(error))
        return TROUBLE
    except KeyboardInterrupt:
        line.clear()
        say("stopped; what was read so far is kept")
        raise
    line.clear()
    if report.why_anew:
        say(f"{_named(corpus)}: the index {report.why_anew}; it was made anew")
    for skipped in report.skipped:
        say(f"{skipped.path}: {skipped.reason}")
    if counts:
        put(reports.refresh_counts(report))
    if report.skipped:
        return TROUBLE
    return FOUND if report.articles else NOTHING


# -- the commands --------------------------------------------------------------------------------


def run(command: str, options: argparse.Namespace) -> int:
    """Run a command by its name and return the exit status."""
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "index": run_index,
        "search": run_search,
        "quotes": run_quotes,
        "actors": run_actors,
        "topics": run_topics,
        "show": run_show,
        "corrections": run_corrections,
        "forget": run_forget,
        "config": run_config,
        "keys": run_keys,
    }
    try:
        return commands[command](options)
    except NotIndexed as error:
        say(str(error))
        return TROUBLE


def run_index(options: argparse.Namespace) -> int:
    """Build or refresh an index; print counts."""
    roots = choose_roots(options.paths)
    if roots is None:
        return TROUBLE
    with Corpus.open(roots) as corpus:
        return refresh(corpus, options.rebuild, counts=True)


def run_search(options: argparse.Namespace) -> int:
    """Print the passages that match."""
    opened = open_corpus(options.corpus)
    if opened is None:
        return TROUBLE
    corpus, status = opened
    results = corpus.search(options.query)
    for note in results.notes:
        say(note)
    with corpus.sound():
        hits = results[: options.limit]
    for hit in hits:
        put(reports.hit_line(hit) if options.json else reports.hit_text(hit))
    if not results:
        _suggest(results)
    return _worst(status, FOUND if results else NOTHING)


def _suggest(results: Results) -> None:
    for suggestion in results.suggestions:
        say(f"nothing found; try {suggestion.query}  ({suggestion.why})")


def run_quotes(options: argparse.Namespace) -> int:
    """Print who said what, of the files named or of the corpus."""
    take_settings()
    status = FOUND
    if options.paths:
        trouble: list[Skipped] = []
        articles = _read(options.paths, trouble)
    else:
        opened = open_corpus(options.corpus)
        if opened is None:
            return TROUBLE
        corpus, status = opened
        trouble = []
        articles = _indexed(corpus)
    found = False
    for article, extraction in articles:
        for quote in _spoken_by(options.by, extraction):
            found = True
            put(
                reports.quote_line(article, quote, extraction)
                if options.json
                else reports.quote_text(article, quote)
            )
    for skipped in trouble:
        say(f"{skipped.path}: {skipped.reason}")
    return _worst(status, TROUBLE if trouble else FOUND if found else NOTHING)


def _read(paths: Iterable[Path], trouble: list[Skipped]) -> Iterator[tuple[Article, Extraction]]:
    """Read and extract files one at a time, noting those that could not be read."""
    from index.extraction import extract
    from index.reading import ReadingError, read
    from index.reading.discovery import discover
    from index.workers import collect_seldom

    collect_seldom()
    for item in discover(paths):
        if isinstance(item, Skipped):
            trouble.append(item)
            continue
        try:
            article = read(item.path)
        except ReadingError as error:
            trouble.append(Skipped(error.path, error.reason))
            continue
        yield article, extract(article)


def _indexed(corpus: Corpus) -> Iterator[tuple[Article, Extraction]]:
    for entry in sorted(corpus.entries.values(), key=lambda entry: entry.path):
        yield corpus.article(entry.article)


def _spoken_by(name: str | None, extraction: Extraction) -> Iterator[Quote]:
    """Yield the quotes, or only those whose speaker is called ``name`` in this article."""
    for quote in extraction.quotes:
        if name is None:
            yield quote
        elif quote.speaker is not None:
            aliases = () if quote.actor is None else extraction.actors[quote.actor].aliases
            if any(named(name, form) for form in (quote.speaker, *aliases)):
                yield quote


def run_actors(options: argparse.Namespace) -> int:
    """Print the actors of the corpus, the most frequent first."""
    opened = open_corpus(options.corpus)
    if opened is None:
        return TROUBLE
    corpus, status = opened
    actors = sorted(corpus.actors, key=lambda actor: (-actor.passages, actor.name))
    for actor in actors:
        put(reports.actor_line(actor) if options.json else reports.actor_text(actor))
    return _worst(status, FOUND if actors else NOTHING)


def run_topics(options: argparse.Namespace) -> int:
    """Print the topics of the corpus, the most frequent first."""
    opened = open_corpus(options.corpus)
    if opened is None:
        return TROUBLE
    corpus, status = opened
    topics = sorted(corpus.topics, key=lambda topic: (-topic.passages, topic.label))
    for topic in topics:
        put(reports.topic_line(topic) if options.json else reports.topic_text(topic))
    return _worst(status, FOUND if topics else NOTHING)


def run_show(options: argparse.Namespace) -> int:
    """Print one article, found by its id, its file name or its path."""
    opened = open_corpus(options.corpus)
    if opened is None:
        return TROUBLE
    corpus, _ = opened
    matches = _find_articles(corpus, options.article)
    if not matches:
        say(f"{options.article}: no such article in this corpus")
        return NOTHING
    if len(matches) > 1:
        for identity in matches:
            say(f"{options.article} could be {identity}: {corpus.entries[identity].path}")
        return NOTHING
    article, _ = corpus.article(matches[0])
    put(reports.article_text(article))
    return FOUND


def _find_articles(corpus: Corpus, wanted: str) -> list[str]:
    """Return the ids of the articles that ``wanted`` can mean; an exact id or path means one."""
    if wanted in corpus.entries:
        return [wanted]
    path = resolve(wanted)
    entries = corpus.entries.values()
    exact = [entry.article for entry in entries if entry.path == path]
    return exact or [
        entry.article for entry in entries if wanted in (entry.path.stem, entry.path.name)
    ]


def run_forget(options: argparse.Namespace) -> int:
    """Delete the index of the corpus made of these paths."""
    corpus = Corpus.open(options.paths)
    try:
        forgotten = corpus.forget()
    except (Busy, OSError) as error:
        say(describe(error))
        return TROUBLE
    if not forgotten:
        say(f"{_named(corpus)}: has no index")
    return FOUND if forgotten else NOTHING


def _named(corpus: Corpus) -> str:
    return ", ".join(map(str, corpus.roots))


def _worst(first: int, second: int) -> int:
    """Return the status that says more: trouble before nothing found before found."""
    return TROUBLE if TROUBLE in (first, second) else second
