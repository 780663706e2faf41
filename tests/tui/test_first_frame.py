"""What is loaded when the first frame is on the screen: the library follows, on its own thread."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, sys
from pathlib import Path
from tui.app import OnRecord
from tui.indexing import Indexing

class NoIndexing(Indexing):
    def start(self):
        pass

def opened_after_the_first_frame():
    painted = app.explorer._painted is not None
    os.write(1, "|".join([str(painted), *sys.modules]).encode())
    os._exit(0)

home = Path(sys.argv[1])
indexing = lambda post: NoIndexing((), home, post)
app = OnRecord((home,), home, opened_after_the_first_frame, indexing)
app.run(headless=True, size=(120, 36))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Whether the explorer was painted, then the modules that were loaded by then."""
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-c", PROGRAM, str(home)]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    return done.stdout.split("|")


def test_the_explorer_is_painted_before_its_corpus_is_opened(loaded: list[str]) -> None:
    painted, *modules = loaded
    assert painted == "True"
    assert {"textual", "tui.widgets.painting"} <= set(modules)


@pytest.mark.parametrize(
    "module",
    [
        *("numpy", "whoosh", "rapidfuzz", "trafilatura", "importlib.metadata"),
        *("index.corpus", "index.search", "index.postings", "index.extraction"),
        *("tui.screens.profile", "tui.screens.compare"),
    ],
)
def test_what_is_slow_to_load_is_not_there_yet(loaded: list[str], module: str) -> None:
    assert module not in loaded
