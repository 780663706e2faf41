"""``make quality``: print how good extraction is, beside the figures committed before.

    python -m tests.quality [--errors N] [--keep] [--calibrate]

``--errors`` lists what went wrong, ``--keep`` writes the new figures to RESULTS.md, which is where
the figures before are read from. ``--calibrate`` prints nothing of this, but the shares of
index/extraction/rules.py as PolNeAR's training articles have them now.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from tests.quality import bundled, judging, polnear, reliability, speed

KEPT = Path(__file__).with_name("RESULTS.md")
HEAD = """# How good extraction is

Printed by `make quality`, kept by `make quality ARGS=--keep`. The bundled gold is scored always;
PolNeAR dev, and the study of quotes, only where the shared folder lies beside the project.
Throughput is of this machine, and text is counted in bytes of UTF-8.

| measure | figure |
|---|---|
"""

RELIABILITY = """
## Reliability

Whether a confidence keeps its promise: of the attributions that carry .9, nine in ten should have
the right speaker. The confidences were measured on PolNeAR's training articles (`make quality
ARGS=--calibrate`). Where nobody resolved a pronoun by hand, it counts with the share of a sample
that was. The bundled articles were written to be hard: less is right there.

| articles | confidence | attributions | promised | right |
|---|---|---|---|---|
"""


def kept() -> dict[str, float]:
    """Return the figures of RESULTS.md by their names."""
    if not KEPT.exists():
        return {}
    rows = re.findall(
        r"^\| ([^|]+) \| ([\d.]+) \|$", KEPT.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: float(value) for name, value in rows}


def reliable() -> list[str]:
    """Return the rows of the reliability table."""
    rows = list(reliability.rows("bundled", judging.on_bundled()))
    if polnear.available():
        rows += reliability.rows("PolNeAR dev", judging.on_polnear("dev"))
    return rows


def calibrate() -> None:
    """Print the shares that rules.py should have."""
    if not polnear.available():
        print("skipped: ../shared/gold is not beside this folder")
        return
    for line in reliability.calibration(list(judging.on_polnear("train"))):
        print(line)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="make quality ARGS=")
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--keep", action="store_true", help="keep the figures for comparison")
    parser.add_argument("--calibrate", action="store_true", help="print the confidences' figures")
    options = parser.parse_args()
    if options.calibrate:
        calibrate()
        return
    before = kept()
    scores = bundled.score()
    figures = {f"bundled: {name}": value for name, value in scores.table().items()}
    figures |= {f"PolNeAR dev: {name}": value for name, value in polnear.table().items()}
    figures |= speed.table()
    print(f"{'measure':45} {'before':>8} {'now':>8}")
    for name, value in figures.items():
        old = f"{before[name]:8.3f}" if name in before else "       -"
        print(f"{name:45} {old} {value:8.3f}")
    reliability_rows = reliable()
    print(RELIABILITY + "\n".join(reliability_rows))
    if not polnear.available():
        print("PolNeAR: skipped, ../shared/gold is not beside this folder")
    for error in scores.errors[: options.errors]:
        print(" ", error)
    if options.keep:
        rows = "".join(f"| {name} | {value:.3f} |\n" for name, value in figures.items())
        KEPT.write_text(
            HEAD + rows + RELIABILITY + "\n".join(reliability_rows) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
