"""The invented corpus of a size: drawn once, kept on disk, and read block by block.

The folder's name has the size and a digest of the code that draws, so that a changed generator
makes a new corpus. Reading needs the memory of one block, whatever the size.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.model import Article, Extraction
from tests.bench.articles import Passage, Reading, article_of, passages_of
from tests.bench.blocks import Block, draw_block

_CODE = ("words", "actors", "drawing", "quoting", "blocks", "corpus")
_FACTS = "facts.json"
_VOCABULARY = "vocabulary.npz"


@dataclass(frozen=True, slots=True)
class Facts:
    """How much there is in a corpus; characters are those of the articles' texts."""

    passages: int
    paragraphs: int
    articles: int
    blocks: int
    characters: int
    words: int


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All words of the paragraphs in lower case, sorted, and in how many paragraphs each one is."""

    words: list[str]
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk."""

    folder: Path
    facts: Facts

    def readings(self) -> Iterator[Reading]:
        """Yield the blocks."""
        for number in range(self.facts.blocks):
            yield Reading(Block.load(_block_path(self.folder, number)), number)

    def articles(self) -> Iterator[tuple[Article, Extraction]]:
        """Yield all articles with what is found in them."""
        for reading in self.readings():
            for article in range(len(reading)):
                yield article_of(reading, article)

    def passages(self) -> Iterator[list[Passage]]:
        """Yield all passages, those of one article at a time."""
        first = 1
        for reading in self.readings():
            for article in range(len(reading)):
                found = list(passages_of(reading, article, first))
                first += len(found)
                yield found

    def one_article(self) -> tuple[Article, Extraction, list[Passage]]:
        """Return an article from the middle, to be changed, and its passages."""
        middle = self.facts.blocks // 2
        first = 1
        for number, reading in enumerate(self.readings()):
            for article in range(len(reading)):
                found = list(passages_of(reading, article, first))
                first += len(found)
                if number == middle and article == len(reading) // 2:
                    return (*article_of(reading, article), found)
        raise ValueError("the corpus has no articles")

    def vocabulary(self) -> Vocabulary:
        """Return the words and how frequent they are."""
        with np.load(self.folder / _VOCABULARY, allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode().split("\n")
            return Vocabulary(words, arrays["counts"])


def corpus_folder(size: int, cache: Path) -> Path:
    """Return where a corpus of this size lies in the folder ``cache``."""
    code = b"".join(Path(__file__).with_name(f"{name}.py").read_bytes() for name in _CODE)
    return cache / f"corpus-{size}-{hashlib.sha256(code).hexdigest()[:8]}"


def open_corpus(size: int, cache: Path) -> Corpus | None:
    """Return the corpus of so many passages, None where it has not been drawn."""
    folder = corpus_folder(size, cache)
    if not (folder / _FACTS).exists():
        return None
    return Corpus(folder, Facts(**json.loads((folder / _FACTS).read_text())))


def draw_corpus(size: int, cache: Path) -> Corpus:
    """Draw a corpus of ``size`` passages, or a few more, so that the last article is whole."""
    folder = corpus_folder(size, cache)
    cache.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=cache))
    counts: Counter[str] = Counter()
    passages = paragraphs = articles = blocks = characters = 0
    while passages < size:
        block, words = draw_block(blocks, size - passages)
        block.save(_block_path(scratch, blocks))
        counts.update(words)
        passages += block.passages
        paragraphs += len(block.printed)
        articles += len(block.paragraphs) - 1
        blocks += 1
        lines = [len(line) for line in block.text.tobytes().decode().split("\n")]
        characters += int(np.array(lines)[block.printed].sum()) + 2 * len(block.printed)
    forms = sorted(counts)
    np.savez(
        scratch / _VOCABULARY,
        words=np.frombuffer("\n".join(forms).encode(), np.uint8),
        counts=np.array([counts[form] for form in forms], np.int64),
    )
    facts = Facts(passages, paragraphs, articles, blocks, characters, len(forms))
    (scratch / _FACTS).write_text(json.dumps(asdict(facts)))
    shutil.rmtree(folder, ignore_errors=True)
    scratch.rename(folder)
    return Corpus(folder, facts)


def _block_path(folder: Path, number: int) -> Path:
    return folder / f"{number:04}.npz"
