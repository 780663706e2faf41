"""The figures of a run as tables (Markdown), with ratios: how many times slower the others are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, geometric_mean, median

from tests.bench.measuring import OURS, Asked, Disagreement, Figures, disagreements
from tests.bench.queries import Kind
from tests.bench.trace import Wait

PEERS = ("fts5", "tantivy", "whoosh")
WORDS_ALONE = ("onrecord-words", "fts5-words")
MILLION = 1e6


def report(figures: Figures) -> str:
    """Return all tables of one size."""
    facts = figures.facts
    parts = [
        f"## {facts.passages:,} passages",
        f"{facts.articles:,} articles, {facts.paragraphs:,} paragraphs, {facts.words:,} different "
        f"words, {facts.characters / MILLION:.1f} million characters. Times of opening and asking "
        f"are by the {figures.clock} clock.",
        agreement(figures),
        latency(figures),
        slower(figures),
        building(figures),
        sizes(figures),
        words_alone(figures),
    ]
    if figures.fresh:
        parts += [fresh(figures), whole(figures), keystrokes(figures.trace)]
    parts += [f"Profile of {name}:\n\n```\n{text}\n```" for name, text in figures.profiles.items()]
    return "\n\n".join(part for part in parts if part)


def agreement(figures: Figures) -> str:
    """Say whether all engines counted the same."""
    found = disagreements(figures)
    asked = len(figures.queries)
    if not found:
        return f"All engines count the same passages on all {asked} queries, without tolerance."
    rows = [_disagreement(each) for each in found[:20]]
    lines = [f"**The engines disagree on {len(found)} of {asked} queries:**", "", *rows]
    return "\n".join(lines)


def _disagreement(each: Disagreement) -> str:
    counts = ", ".join(f"{name} {count}" for name, count in each.counts.items())
    return f"- {each.query.kind}, {' '.join(each.query.words)}: {counts}"


# -- queries ---------------------------------------------------------------------------------


def latency(figures: Figures) -> str:
    """Return the table of query times."""
    shorts = [short for short in (OURS, *PEERS) if short in figures.asked]
    peers = [short for short in shorts if short != OURS] if OURS in shorts else []
    header = ["top 50 and exact count, ms", "matches", *(figures.names[short] for short in shorts)]
    header += [f"{figures.names[short]} / onrecord" for short in peers]
    rows = []
    for kind in Kind:
        cells = [_cell(figures.asked[short][kind], figures, kind) for short in shorts]
        row = [kind.value, _matches(figures, kind), *cells]
        row += [_times(ratio(figures, short, kind)) for short in peers]
        rows.append(row)
    for label, kinds in (
        ("geometric mean", list(Kind)),
        ("without the common term", [kind for kind in Kind if kind is not Kind.COMMON]),
    ):
        means = [_times(mean_ratio(figures, short, kinds)) for short in peers]
        rows.append([f"**{label}**", "", *([""] * len(shorts)), *means])
    note = (
        "Mean over the queries of the median over the rounds, in brackets of the quickest round; "
        "matches are the median over the queries. "
        "A ratio over 1 says that onrecord is faster."
    )
    return f"{table(header, rows)}\n\n{note}"


def _matches(figures: Figures, kind: Kind) -> str:
    """Return how many passages the queries of a kind find; of actors, how many of the first."""
    answers = next(iter(figures.asked.values()))[kind].answers
    counts = [each.actors[0][1] if each.actors else each.count for each in answers]
    return f"{median(counts):,.0f}" if counts else "-"


def _cell(asked: Asked, figures: Figures, kind: Kind) -> str:
    if not asked.seconds:
        return "-"
    cell = f"{_ms(asked.typical())} ({_ms(asked.least())})"
    fewer = len(asked.seconds) < len(figures.of(kind))
    return f"{cell}, first {len(asked.seconds)} queries" if fewer else cell


def ratio(figures: Figures, short: str, kind: Kind) -> float:
    """Return how many times as long an engine takes as onrecord, over the queries it was asked."""
    other, own = figures.asked[short][kind], figures.asked[OURS][kind]
    first = len(other.seconds)
    return other.typical(first) / own.typical(first)


def mean_ratio(figures: Figures, short: str, kinds: Iterable[Kind]) -> float:
    """Return the geometric mean of the ratios of some kinds."""
    return geometric_mean(ratio(figures, short, kind) for kind in kinds)


def slower(figures: Figures) -> str:
    """Say in which kinds onrecord is slower."""
    lines = []
    for short in PEERS:
        if OURS in figures.asked and short in figures.asked:
            slower = [kind.value for kind in Kind if ratio(figures, short, kind) < 1]
            name = figures.names[short]
            lines.append(f"- Slower than {name} in: {', '.join(slower) or 'no kind'}.")
    return "\n".join(lines)


# -- building, opening, changing -------------------------------------------------------------


def building(figures: Figures) -> str:
    """Return the table of what building, opening and changing take."""
    shorts = [short for short in figures.built if short not in WORDS_ALONE]
    header = ["", *(figures.names[short] for short in shorts)]
    rows: list[list[str]] = []

    def row(label: str, value: Callable[[str], str]) -> None:
        rows.append([label, *map(value, shorts)])

    passages, built = figures.facts.passages, figures.built
    row("passages a second of processor", lambda s: f"{passages / built[s].processor:,.0f}")
    row("passages a second of wall time", lambda s: f"{passages / built[s].seconds:,.0f}")
    row("then", lambda s: _stages(built[s].stages))
    row("peak memory, MB", lambda s: f"{built[s].peak / MILLION:,.0f}")
    row("size on disk, MB", lambda s: f"{built[s].size / MILLION:,.1f}")
    row("of it text / index / facets", lambda s: _parts(built[s].parts))
    row("open, ms", lambda s: _opened(figures, s))
    row("made before the first query, ms", lambda s: _prepared(figures, s))
    row("change of one article, ms", lambda s: _changed(figures, s))
    row("writer opened for it, ms", lambda s: _writer(figures, s))
    notes = [
        "Building is without the reading of the corpus, until all is durable. Opening: the median "
        "(and the quickest). A change replaces an article durably, once a round.",
        *(f"- {figures.names[short]}: {built[short].set_up}." for short in shorts),
    ]
    return f"{table(header, rows)}\n\n{notes[0]}\n\n" + "\n".join(notes[1:])


def sizes(figures: Figures) -> str:
    """Say how onrecord compares with the others in building and on disk."""
    if OURS not in figures.built:
        return ""
    own = figures.built[OURS]
    return "\n".join(
        f"- Against {figures.names[short]}, onrecord builds at "
        f"{_times(other.processor / own.processor)} the rate and is {own.size / other.size:.2f} of "
        "the size."
        for short, other in figures.built.items()
        if short != OURS and short not in WORDS_ALONE
    )


def words_alone(figures: Figures) -> str:
    """Return the table of building the words alone, which both do; empty where either is left
    out."""
    if not all(short in figures.built for short in WORDS_ALONE):
        return ""
    own, other = (figures.built[short] for short in WORDS_ALONE)
    header = ["words alone", *(figures.names[short] for short in WORDS_ALONE), "FTS5 / onrecord"]
    million = figures.facts.passages / MILLION
    rows = [
        [
            "processor, microseconds a passage",
            *(f"{each.processor / million:.1f}" for each in (own, other)),
            _times(other.processor / own.processor),
        ],
        [
            "size on disk, MB",
            *(f"{each.size / MILLION:,.1f}" for each in (own, other)),
            _times(other.size / own.size),
        ],
    ]
    notes = [f"- {figures.names[short]}: {figures.built[short].set_up}." for short in WORDS_ALONE]
    about = (
        "The same passages' texts, made ready to be searched by words, phrases and beginnings; no "
        "texts are kept, no articles, names, actors or dates."
    )
    return f"{table(header, rows)}\n\n{about}\n\n" + "\n".join(notes)


def _stages(stages: dict[str, float]) -> str:
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in stages.items()) or "-"


def _parts(parts: dict[str, int]) -> str:
    return " / ".join(f"{parts.get(part, 0) / MILLION:.1f}" for part in ("text", "index", "facets"))


def _opened(figures: Figures, short: str) -> str:
    if short not in figures.opened:
        return "-"
    return _middle(figures.opened[short][0])


def _prepared(figures: Figures, short: str) -> str:
    return _ms(figures.opened[short][1]) if short in figures.opened else "-"


def _changed(figures: Figures, short: str) -> str:
    return _middle(figures.changed[short].commits) if short in figures.changed else "-"


def _writer(figures: Figures, short: str) -> str:
    return _ms(figures.changed[short].opening) if short in figures.changed else "-"


# -- onrecord alone --------------------------------------------------------------------------


def fresh(figures: Figures) -> str:
    """Return the table of words asked for the first time."""
    rows = []
    for kind, seconds in figures.fresh.items():
        again = figures.asked[OURS][kind].typical()
        row = [kind.value, _ms(fmean(seconds)), _ms(again), _times(fmean(seconds) / again)]
        if "fts5" in figures.asked:
            row.append(_times(figures.asked["fts5"][kind].typical() / fmean(seconds)))
        rows.append(row)
    header = ["onrecord, ms", "words asked for the first time", "asked before", "ratio"]
    return table(header + ["FTS5 / the first time"] * ("fts5" in figures.asked), rows)


def whole(figures: Figures) -> str:
    """Return the table of whole searches."""
    rows = [[kind.value, *_spread(waits)] for kind, waits in figures.whole.items()]
    return table(["a whole search as a keystroke, ms", "median", "p95", "worst"], rows)


def keystrokes(waits: Sequence[Wait]) -> str:
    """Return the waits of the trace, and the worst ones."""
    rows = [[f"{len(waits)} keystrokes", *_spread(waits)]]
    worst = sorted(waits, key=lambda wait: -wait.seconds)[:5]
    lines = [f"`{wait.text}` {_ms(wait.seconds)} ms, {wait.hits:,} hits" for wait in worst]
    shown = table(["the committed trace, ms", "median", "p95", "worst"], rows)
    return f"{shown}\n\nThe longest waits: {'; '.join(lines)}."


def _spread(waits: Sequence[Wait]) -> list[str]:
    ordered = sorted(wait.seconds for wait in waits)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return [_ms(median(ordered)), _ms(high), _ms(ordered[-1])]


# -- cells -----------------------------------------------------------------------------------


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, its columns as wide as their widest cell."""
    cells = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in cells
    ]
    return "\n".join(
        [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
    )


def _middle(seconds: Sequence[float]) -> str:
    return f"{_ms(median(seconds))} ({_ms(min(seconds))})"


def _ms(seconds: float) -> str:
    """Milliseconds with three digits that count."""
    value = seconds * 1000
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:,.1f}"


def _times(value: float) -> str:
    return f"{value:.2f}x" if value < 10 else f"{value:.0f}x"
