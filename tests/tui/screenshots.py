"""Take the pictures of the README from the real explorer on the bundled corpus.

    python -m tests.tui.screenshots

Writes docs/explorer-*.svg, and .png beside each where rsvg-convert is installed.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.corpus import Corpus
from seeds import ARTICLES
from tui.app import OnRecord
from tui.themes import DARK, LIGHT

DOCS = Path(__file__).resolve().parents[2] / "docs"
PIXELS_WIDE = 1600

SHOTS: tuple[tuple[str, tuple[int, int], str, Sequence[str]], ...] = (
    ("explorer-dark", (120, 36), DARK.name, ("b", "r", "e", "a", "d", "down", "j", "j")),
    (
        "explorer-light",
        (120, 36),
        LIGHT.name,
        ("r", "a", "d", "a", "r", "enter", "j", "j", "enter"),
    ),
    ("explorer-small", (80, 24), DARK.name, ("g", "o", "a", "t", "down")),
)


async def take(
    name: str, size: tuple[int, int], theme: str, keys: Sequence[str], home: Path
) -> None:
    """Open the explorer at ``size``, press ``keys``, and keep the picture as docs/``name``.svg."""
    app = OnRecord([ARTICLES], home)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(1.5)
        app.theme = theme
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.5)
        image = app.export_screenshot().replace("<svg ", '<svg xml:space="preserve" ', 1)
    (DOCS / f"{name}.svg").write_text(image, encoding="utf-8")
    shutil.rmtree(home / "sessions", ignore_errors=True)
    if shutil.which("rsvg-convert"):
        picture = DOCS / f"{name}.png"
        command = ["rsvg-convert", "-w", str(PIXELS_WIDE), "-o", str(picture)]
        subprocess.run([*command, str(DOCS / f"{name}.svg")], check=True)


def main() -> None:
    """Take all pictures."""
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        Corpus.open([ARTICLES], Path(home)).refresh()
        for name, size, theme, keys in SHOTS:
            asyncio.run(take(name, size, theme, keys, Path(home)))


if __name__ == "__main__":
    main()
