"""The measuring itself: that the bytes on the way to a screen are read for what they say."""

from __future__ import annotations

import math
import sys

from hypothesis import given
from hypothesis import strategies as st

from tests.bench_tui.__main__ import Line, table
from tests.bench_tui.measures import high
from tests.bench_tui.reading import Seen, lags, positions, rows, tallies, waits
from tests.bench_tui.terminal import Painted, Program

COLOUR = b"\x1b[38;2;180;180;190m"


def test_numbers_are_read_between_control_sequences_and_timed_by_their_last_byte() -> None:
    painted = [
        Painted(1.0, b"\x1b[1;99H" + COLOUR + b" 1,2"),
        Painted(2.0, "04 · 46 ms ".encode()[:6]),
        Painted(3.0, "04 · 46 ms ".encode()[6:] + b"\x1b[0m"),
    ]
    assert tallies(painted) == [Seen(3.0, 1204)]


def test_places_of_other_lists_are_not_taken_for_those_of_the_results() -> None:
    painted = [Painted(1.0, COLOUR + b"7 of 1,204" + COLOUR + b" quote 2 of 5")]
    assert positions(painted, 1204) == [Seen(1.0, 7)]


def test_rows_are_those_that_the_cursor_was_sent_to() -> None:
    assert rows([Painted(0.0, b"\x1b[3;1Hone\x1b[3;40Htwo\x1b[12;7Hthree")]) == {3, 12}


def test_a_key_waits_for_its_own_answer_or_a_later_one() -> None:
    seen = [Seen(0.05, 30), Seen(0.21, 20), Seen(0.30, 9)]
    found = waits([0.0, 0.08, 0.16], [30, 25, 20], seen)
    assert [round(wait, 2) for wait in found] == [0.05, 0.13, 0.05]


def test_an_answer_that_never_came_is_waited_for_for_ever() -> None:
    assert waits([0.0], [4], [Seen(0.1, 5)]) == [math.inf]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_no_wait_is_negative_where_every_answer_comes(gaps: list[float]) -> None:
    typed = [sum(gaps[:end]) for end in range(len(gaps))]
    seen = [Seen(at + 0.5, number) for number, at in enumerate(typed)]
    assert all(wait >= 0 for wait in waits(typed, list(range(len(typed))), seen))


def test_frames_behind_are_the_presses_not_yet_painted() -> None:
    assert lags([0.0, 0.1, 0.2, 0.3], [Seen(0.05, 2), Seen(0.35, 4), Seen(0.4, 5)], 1) == [0, 1, 0]


def test_the_95th_percentile_is_above_19_of_20() -> None:
    assert high([float(number) for number in range(100)]) == 95.0
    assert high([]) == 0.0


def test_columns_of_the_table_are_aligned() -> None:
    lines = table([Line("a", "1 ms"), Line("longer", "2", "3", "4")]).splitlines()
    assert len({len(line) for line in lines}) == 1


def test_a_program_is_seen_typed_to_and_seen_to_end() -> None:
    script = "import sys; print('ready', flush=True); sys.stdin.readline(); print('done')"
    with Program([sys.executable, "-c", script], (40, 10), {}) as program:
        program.wait(b"ready", 30.0)
        program.press(b"\n")
        program.listen(30.0)
        assert program.ended is not None
        assert b"done" in b"".join(each.data for each in program.painted)
