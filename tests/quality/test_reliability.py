import pytest

from index.extraction.rules import RULES, Naming
from index.model import QuoteKind
from tests.quality.judging import Judged
from tests.quality.reliability import bins, calibration, rows


def judged(promise: float, right: float, kind: QuoteKind = QuoteKind.DIRECT) -> Judged:
    return Judged("subject-verb-clause", kind, Naming.PERSON, "noted", promise, right)


def test_bins_hold_mean_promise_and_share_right() -> None:
    low, high = bins([judged(0.9, 1), judged(0.86, 0), judged(0.2, 0), judged(0.4, 1)])
    assert (low.name, low.count, low.right) == ("below 0.50", 2, 0.5)
    assert (high.name, high.count, high.right) == ("0.85 to 0.95", 2, 0.5)
    assert (low.promise, high.promise) == pytest.approx((0.3, 0.88))


def test_the_highest_bin_includes_certainty() -> None:
    assert [each.name for each in bins([judged(1.0, 1)])] == ["0.95 or more"]


def test_rows_are_markdown() -> None:
    assert list(rows("dev", [judged(0.9, 1)])) == ["| dev | 0.85 to 0.95 | 1 | 0.90 | 1.00 |"]


def test_calibration_gives_each_rule_two_lines_and_many_cases_their_share() -> None:
    many = [judged(0.5, number % 4 > 0, QuoteKind.INDIRECT) for number in range(4000)]
    lines = list(calibration(many))
    own = [line.split() for line in lines if line.startswith("subject-verb-clause ")]
    assert [line[1] for line in own] == ["marked", "indirect"]
    assert own[1][2:4] == ["0.75", "4000"]
    assert all(sum(line.split()[0] == rule for line in lines) == 2 for rule in RULES)
