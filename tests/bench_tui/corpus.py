"""The folder that the explorer is opened on: the invented articles of tests/bench, as files.

A few articles are put together to ones of over a megabyte, so that walking through results comes
upon them. Folder and index are kept in the cache for the next run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import draw_corpus

LONG_ARTICLES = 3
LONG = 1_200_000
"""Characters from which on a long article is long enough; less in a small folder."""
FOLDER_SIZE = 1_000
PASSAGES_A_PARAGRAPH = 4 / 3
"""The corpus is drawn by passages: its paragraphs, and a quote in every third."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of articles, the home with its index, and a file with a paragraph a line."""

    articles: Path
    home: Path
    lines: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the program must be told to find its home, in a terminal with all colours, and to
        keep its bytecode: a start that compiles the program anew is not what users see."""
        return {
            "ONRECORD_HOME": str(self.home),
            "ONRECORD_CONFIG": os.devnull,
            "PYTHONDONTWRITEBYTECODE": "",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }


def prepare(paragraphs: int, cache: Path) -> Place:
    """Return the corpus of so many paragraphs (a few more or less), made where it is missing.

    Its index is brought up to date each time: an explorer that reads articles anew is not at rest.
    """
    root = cache / f"explorer-{paragraphs}"
    place = Place(root / "articles", root / "home", root / "paragraphs.txt")
    if not (root / "ready").exists():
        shutil.rmtree(root, ignore_errors=True)
        _write(paragraphs, cache, place)
        (root / "ready").touch()
    command = [sys.executable, "-m", "tui.cli", "index", str(place.articles)]
    environment = {**os.environ, **place.environment}
    subprocess.run(command, env=environment, check=True, stdout=sys.stderr)
    shutil.rmtree(place.home / "sessions", ignore_errors=True)
    return place


def _write(paragraphs: int, cache: Path, place: Place) -> None:
    corpus = draw_corpus(round(paragraphs * PASSAGES_A_PARAGRAPH), cache)
    texts = (article.text for article, _ in corpus.articles())
    long = min(LONG, corpus.facts.characters // (3 * LONG_ARTICLES))
    place.articles.mkdir(parents=True)
    with place.lines.open("w", encoding="utf-8") as lines:
        for number in range(LONG_ARTICLES):
            gathered: list[str] = []
            while sum(map(len, gathered)) < long and (text := next(texts, None)) is not None:
                gathered.append(text)
            _write_one(place.articles / f"long-{number}.txt", "\n\n".join(gathered))
            lines.write(_as_lines("\n\n".join(gathered)))
        for number, text in enumerate(texts):
            folder = place.articles / f"{number // FOLDER_SIZE:03}"
            folder.mkdir(exist_ok=True)
            _write_one(folder / f"article-{number:06}.txt", text)
            lines.write(_as_lines(text))


def _write_one(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _as_lines(text: str) -> str:
    return "".join(f"{paragraph}\n" for paragraph in text.split("\n\n"))
