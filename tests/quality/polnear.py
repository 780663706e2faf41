"""Score extraction on PolNeAR's dev articles, where the shared folder lies beside the project.

The scoring program of the shared folder does the counting; its docstring defines every measure.
The articles are for measuring only: nothing of them is in this project.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.extraction import extract
from index.extraction.records import quote_record
from index.model import Article, Paragraph, Span

SHARED = Path(__file__).resolve().parents[3] / "shared"
DATA = SHARED / "gold" / "polnear"
SCORER = SHARED / "tools" / "score_quotes.py"


def available() -> bool:
    """Tell whether the annotated articles and the scorer are there."""
    return DATA.is_dir() and SCORER.is_file()


def article(path: Path) -> Article:
    """Return a plain text as an article whose lines are its paragraphs, all of them body."""
    with path.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    paragraphs: list[Paragraph] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Paragraph(len(paragraphs), Span(start, start + len(line))))
        start += len(line) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(digest[:16], path, text, digest, "lines/1", path.stem, tuple(paragraphs))


def articles(part: str) -> Iterator[Article]:
    """Yield the articles of one part of the data, "dev" or "train", by name."""
    for path in sorted((DATA / part / "text").glob("*.txt")):
        yield article(path)


def score(part: str = "dev", errors: int = 0) -> tuple[dict[str, Any], str]:
    """Return the scorer's figures and its readable table for one part of the data."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "quotes.jsonl"
        with predictions.open("w", encoding="utf-8") as stream:
            for each in articles(part):
                extraction = extract(each)
                for quote in extraction.quotes:
                    record = quote_record(each, quote, extraction)
                    stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        command = [sys.executable, str(SCORER), str(predictions), "--data", str(DATA / part)]
        resolve = DATA / part / "resolve.json"
        command += ["--resolve", str(resolve)] if resolve.exists() else []
        command += ["--errors", str(errors)] if errors else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures, done.stderr


def table() -> dict[str, float]:
    """Return the figures for the table of ``make quality``; none where the data is not there."""
    if not available():
        return {}
    figures, _ = score()
    quotes, speaker, relations = figures["quote_spans"], figures["speaker"], figures["relations"]
    return {
        "quoted spans F1": quotes["F1"],
        "scare-quote rejection": quotes["scare_rejection"],
        "speaker head": speaker["head_all"],
        "speaker resolved": speaker["resolved_all"],
        "content at .5 F1": relations["content@.5"]["F1"],
        "content exact F1": relations["content@exact"]["F1"],
        "content with source F1": relations["content+source"]["F1"],
        "speech recall": relations["speech_recall"][0],
    }


def main() -> None:
    """Print the scorer's table: ``python -m tests.quality.polnear [--part train] [--errors N]``."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.polnear")
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    options = parser.parse_args()
    if not available():
        print(f"skipped: {DATA} is not there")
        return
    print(score(options.part, options.errors)[1])


if __name__ == "__main__":
    main()
