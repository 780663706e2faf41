"""``make bench``: the index beside SQLite FTS5, tantivy and stock Whoosh, on one invented corpus.

    python -m tests.bench [--size 10k|100k|1m ...] [--rounds N] [--engines NAME,…] [--whoosh]
                          [--cache FOLDER] [--profile] [--keep]
    python -m tests.bench --pipeline FOLDER

Without --size, 10k and 100k are measured. Stock Whoosh takes part at 10k, at 100k only with
--whoosh, never at 1m, where a single query would take minutes. --keep writes the tables into
RESULTS.md. Corpora are kept in the cache folder for the next run; indexes are not.

Compare runs by their ratios, and on a busy machine by the figures in brackets, the quickest round.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from pathlib import Path

from seeds import ARTICLES
from tests.bench.engines import ENGINES, installed
from tests.bench.measuring import Plan, measure
from tests.bench.pipeline import measure_pipeline
from tests.bench.report import report

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
RESULTS = Path(__file__).with_name("RESULTS.md")
CACHE = Path(tempfile.gettempdir()) / "onrecord-bench"
WHOOSH = "whoosh"


def main(arguments: list[str]) -> None:
    """Measure, and print the tables."""
    options = _parser().parse_args(arguments)
    if options.pipeline is not None:
        measure_pipeline(options.pipeline)
        return
    tables = []
    for size in options.size or [SIZES["10k"], SIZES["100k"]]:
        engines = _engines(options.engines, size, options.whoosh)
        plan = Plan(size, engines, options.rounds, options.cache, options.profile)
        tables.append(report(measure(plan, _say)))
        print(tables[-1], end="\n\n", flush=True)
    if options.keep:
        RESULTS.write_text(results(tables, arguments), encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("--size", type=_size, action="append", help="10k, 100k, 1m, or a number")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engines", type=_names, default=ENGINES, help="some of them, by comma")
    parser.add_argument("--whoosh", action="store_true", help="stock Whoosh at 100k too")
    parser.add_argument(
        "--cache", type=Path, default=Path(tempfile.gettempdir()) / "onrecord-bench"
    )
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    parser.add_argument("--keep", action="store_true", help="write RESULTS.md")
    parser.add_argument("--pipeline", type=Path, nargs="?", const=ARTICLES, metavar="FOLDER")
    return parser


def _size(text: str) -> int:
    return SIZES[text] if text in SIZES else int(text)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = set(names) - set(ENGINES)
    if unknown:
        raise argparse.ArgumentTypeError(f"no engine is called {', '.join(sorted(unknown))}")
    return names


def _engines(wanted: tuple[str, ...], size: int, whoosh: bool) -> tuple[str, ...]:
    """Return the engines that take part at a size."""
    slow = size > SIZES["10k"] and not (whoosh and size <= SIZES["100k"])
    return tuple(each for each in wanted if installed(each) and not (slow and each == WHOOSH))


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def results(tables: list[str], arguments: list[str]) -> str:
    """Return the page that is kept: machine, command and date, then the tables."""
    head = [
        "# How fast it is",
        "Printed and kept by `python -m tests.bench " + " ".join(arguments) + "` "
        f"on {dt.date.today().isoformat()}: Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {_processor()}, {os.cpu_count()} cores, "
        "all work on one of them.",
        "Every passage is a document of every engine, with the same text, speaker, source, date "
        "and actors. What each engine does and what is unfair is said in tests/bench/engines. "
        "Stock Whoosh is left out at a million passages.",
    ]
    return "\n\n".join([*head, *tables]) + "\n"


def _processor() -> str:
    """Return the processor's model, where the system tells it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


if __name__ == "__main__":
    main(sys.argv[1:])
