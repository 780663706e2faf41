"""What all tests share: a home of their own, and where the shared folder is, if it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.config import Config, put_in_force

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a private home, so that none sees or leaves a trace of another."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ONRECORD_HOME", str(folder))
    monkeypatch.delenv("ONRECORD_CORPUS", raising=False)
    monkeypatch.setenv("ONRECORD_CONFIG", str(tmp_path / "config.toml"))
    put_in_force(Config())
    return folder


@pytest.fixture
def shared() -> Path:
    """Return the ../shared folder, or skip: it is beside the project only where it is developed."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not beside this folder")
    return folder
