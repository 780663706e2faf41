"""What a reading error says."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.errors import ReadingError, printable, reason_for


def test_error_is_one_line_of_path_and_reason() -> None:
    assert str(ReadingError(Path("quay.txt"), "is empty")) == "quay.txt: is empty"


def test_error_survives_the_way_back_from_a_worker_process() -> None:
    error = pickle.loads(pickle.dumps(ReadingError(Path("quay.txt"), "is empty")))
    assert (error.path, error.reason, str(error)) == (
        Path("quay.txt"),
        "is empty",
        "quay.txt: is empty",
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("two\nlines.txt", r"two\nlines.txt"),
        ("red\x1b[31m.txt", r"red\x1b[31m.txt"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        (os.fsdecode(b"caf\xe9.txt"), r"caf\xe9.txt"),
        ("Fähre “Möwe”.txt", "Fähre “Möwe”.txt"),
    ],
)
def test_characters_that_could_move_a_cursor_are_escaped(name: str, shown: str) -> None:
    assert printable(name) == shown


@given(st.text())
def test_any_name_becomes_one_printable_line(name: str) -> None:
    shown = printable(name)
    assert shown.isprintable()
    shown.encode("utf-8")


def test_system_errors_are_said_in_plain_words() -> None:
    assert reason_for(PermissionError(13, "Permission denied")) == (
        "is not readable: permission denied"
    )
    assert reason_for(FileNotFoundError(2, "No such file")) == "does not exist"
    assert reason_for(OSError(5, "Input/output error")) == "is not readable: input/output error"
    assert reason_for(ValueError("embedded null byte")) == "does not exist"
