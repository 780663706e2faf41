"""A whole run at one size: build, open, ask in interleaved rounds, change, and all about onrecord.

In each round each kind of query is asked of all engines, one engine after the other, beginning with
another one each time, so that a slow minute of the machine does not fall on one of them alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median

from tests.bench import ours, running
from tests.bench.clocks import Clock
from tests.bench.corpus import Corpus, Facts, draw_corpus, open_corpus
from tests.bench.engines import engine
from tests.bench.engines.interface import Changed
from tests.bench.queries import Answer, Kind, Query, queries_of
from tests.bench.running import Built, Process, process
from tests.bench.trace import Wait

OURS = "onrecord"
OPENINGS = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure: engines by short name, in how many rounds, and where to keep things."""

    size: int
    engines: tuple[str, ...]
    rounds: int
    cache: Path
    clock: Clock = Clock.WALL
    profiled: bool = False

    @property
    def patience(self) -> float:
        """Seconds that one engine may take for the queries of a kind; it is asked no further then,
        and that kind no more in later rounds."""
        return 10 + self.size / 20_000


@dataclass(slots=True)
class Asked:
    """What one engine did with the queries of one kind: seconds by query and round, and the
    first answers. Both may end before the last query, where patience did."""

    seconds: list[list[float]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def take(self, answers: Sequence[tuple[float, Answer]]) -> None:
        """Add a round."""
        for place, (seconds, answer) in enumerate(answers):
            if place == len(self.seconds):
                self.seconds.append([])
                self.answers.append(answer)
            self.seconds[place].append(seconds)

    def typical(self, first: int | None = None) -> float:
        """Return the mean over the ``first`` queries of the median over the rounds."""
        return fmean(map(median, self.seconds[:first]))

    def least(self, first: int | None = None) -> float:
        """Return the mean over the ``first`` queries of the quickest round: noise taken off."""
        return fmean(map(min, self.seconds[:first]))


@dataclass(slots=True)
class Figures:
    """All that was measured at one size; by engine's short name where several were."""

    facts: Facts
    clock: Clock
    names: dict[str, str]
    queries: list[Query]
    built: dict[str, Built] = field(default_factory=dict)
    opened: dict[str, tuple[list[float], float]] = field(default_factory=dict)
    asked: dict[str, dict[Kind, Asked]] = field(default_factory=dict)
    changed: dict[str, Changed] = field(default_factory=dict)
    fresh: dict[Kind, list[float]] = field(default_factory=dict)
    whole: dict[Kind, list[Wait]] = field(default_factory=dict)
    trace: list[Wait] = field(default_factory=list)
    profiles: dict[str, str] = field(default_factory=dict)

    def of(self, kind: Kind) -> list[Query]:
        """Return the queries of a kind."""
        return [query for query in self.queries if query.kind is kind]


def measure(plan: Plan, say: Callable[[str], None]) -> Figures:
    """Measure all that is planned; ``say`` is told what is going on."""
    with process() as drawing:
        corpus, queries = drawing.run(prepare_corpus, plan.size, plan.cache)
    figures = Figures(
        corpus.facts, plan.clock, {each: engine(each).name for each in plan.engines}, queries
    )
    with tempfile.TemporaryDirectory(prefix="indexes-", dir=plan.cache) as folder:
        scratch = Path(folder)
        for short in plan.engines:
            say(f"{plan.size:,}: building with {figures.names[short]}")
            directory = scratch / short
            directory.mkdir()
            with process() as building:
                figures.built[short] = building.run(running.build, short, corpus, directory)
        _ask_in_rounds(plan, figures, scratch, say)
        for short in plan.engines:
            if engine(short).asked:
                figures.changed[short] = _change(plan, short, corpus, scratch)
        if OURS in plan.engines:
            _measure_ours(plan, figures, scratch / OURS, say)
    return figures


def prepare_corpus(size: int, cache: Path) -> tuple[Corpus, list[Query]]:
    """Return a corpus and its queries, drawn where they are not there yet."""
    corpus = open_corpus(size, cache) or draw_corpus(size, cache)
    return corpus, queries_of(corpus)


def _ask_in_rounds(plan: Plan, figures: Figures, scratch: Path, say: Callable[[str], None]) -> None:
    """Open all indexes, and ask all kinds of all engines, round after round."""
    with ExitStack() as stack:
        asked = [short for short in plan.engines if engine(short).asked]
        serving: dict[str, Process] = {each: stack.enter_context(process()) for each in asked}
        for short, own in serving.items():
            own.run(running.warm_files, scratch / short)
            figures.opened[short] = own.run(
                running.open_index, short, scratch / short, OPENINGS, plan.clock
            )
            figures.asked[short] = {kind: Asked() for kind in Kind}
        for turn in range(plan.rounds):
            say(f"{plan.size:,}: round {turn + 1} of {plan.rounds}")
            for number, kind in enumerate(Kind):
                first = (turn + number) % len(asked)
                for short in asked[first:] + asked[:first]:
                    _ask(serving[short], plan, short, kind, figures)


def _ask(own: Process, plan: Plan, short: str, kind: Kind, figures: Figures) -> None:
    """Ask one engine the queries of one kind once, unless it ran out of patience before."""
    queries, found = figures.of(kind), figures.asked[short][kind]
    if not found.seconds or len(found.seconds) == len(queries):
        found.take(own.run(running.ask, short, queries, plan.patience, plan.clock))


def _change(plan: Plan, short: str, corpus: Corpus, scratch: Path) -> Changed:
    """Replace an article in a copy of the index, once a round."""
    copy = scratch / "changed"
    shutil.copytree(scratch / short, copy)
    with process() as changing:
        changed = changing.run(running.change, short, corpus, copy, plan.rounds)
    shutil.rmtree(copy)
    return changed


def _measure_ours(
    plan: Plan, figures: Figures, directory: Path, say: Callable[[str], None]
) -> None:
    """Measure what has no counterpart in the other engines."""
    say(f"{plan.size:,}: words asked for the first time, whole searches, keystrokes")
    with process() as own:
        for kind in Kind:
            figures.fresh[kind] = own.run(ours.ask_afresh, directory, figures.of(kind), plan.clock)
        searches = [query for query in figures.queries if query.kind is not Kind.ACTOR_COUNTS]
        figures.whole = own.run(ours.search_whole, directory, searches, plan.rounds, plan.clock)
        figures.trace = own.run(ours.replay_trace, directory, plan.clock)
        if plan.profiled:
            slowest = sorted(Kind, key=lambda kind: -figures.asked[OURS][kind].typical())[:3]
            for kind in slowest:
                figures.profiles[kind.value] = own.run(
                    ours.profile, directory, figures.of(kind), plan.rounds
                )
            figures.profiles["the trace"] = own.run(ours.profile_trace, directory)


# -- agreement -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A query that engines answer differently, and the count of each (of actors, the list)."""

    query: Query
    counts: dict[str, str]


def disagreements(figures: Figures) -> list[Disagreement]:
    """Return the queries on which the engines that answered do not agree to the passage.

    Of actors the counts must be the same; which one of several with one count is named is free.
    """
    found = []
    for kind in Kind:
        for place, query in enumerate(figures.of(kind)):
            counts = {
                figures.names[short]: _counted(by_kind[kind].answers[place])
                for short, by_kind in figures.asked.items()
                if place < len(by_kind[kind].answers)
            }
            if len(set(counts.values())) > 1:
                found.append(Disagreement(query, counts))
    return found


def _counted(answer: Answer) -> str:
    if not answer.actors:
        return str(answer.count)
    return " ".join(str(count) for _, count in answer.actors)
