"""What opening the explorer does to the interpreter that it runs in."""

from __future__ import annotations

import gc
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tui import app
from tui.app import OnRecord, run_explorer


def test_the_interpreter_is_afterwards_what_it_was(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settings() -> tuple[object, float]:
        return gc.get_threshold(), sys.getswitchinterval()

    during: list[tuple[object, float]] = []

    def run(_: OnRecord) -> None:
        during.append(settings())
        raise OSError("no terminal")

    monkeypatch.setattr(app, "at_terminal", nullcontext)
    monkeypatch.setattr(OnRecord, "run", run)
    before = settings()
    with pytest.raises(OSError, match="no terminal"):
        run_explorer((tmp_path,))
    assert settings() == before
    assert during
    assert before not in during
