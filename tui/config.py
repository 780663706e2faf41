"""What the user prefers: config.toml, read so that no mistake in it stops the program.

    config.toml ──> load ──> Config            what is in force; a default where a value is wrong
                        └──> Problem, …        "config.toml:3: ascii must be true or false"

Each setting is one row of ``SETTINGS``: its name, what the default file says of it, and a check
that turns a value of TOML into one of ours. Keys stand in a table of their own, by command id;
what can be said of them without the table of commands is checked here, the rest in
``config_check``. tomllib says which line breaks its grammar, but not
where a value stood; ``line_of`` finds that by the key's own text, which is enough for a file of a
page.

A process has one configuration: the command line puts it in force before anything is shown, and
whoever shows keys, guesses or symbols asks ``in_force``. Handing it down instead would take it
through every widget that draws a line.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import platformdirs

LAYOUTS = ("auto", "below", "beside", "drawers")
"""How the panes can be arranged; the first is ``AUTOMATIC``."""
UNSURE_BELOW = 0.75
"""The default of ``Config.unsure_below``."""
AUTOMATIC = "auto"
"""The theme that means: the one worn last, or what suits the terminal."""
KEYS = "keys"
"""The table of the file that gives commands other keys."""
NO_SETTING = "is no setting"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force.

    An attribution that is right less often than ``unsure_below`` (0 to 1) is shown as a guess.
    ``keys`` has the keys of the commands, by id, whose keys are not the default ones.
    """

    theme: str = AUTOMATIC
    layout: str = AUTOMATIC
    ascii: bool = False
    reduced_motion: bool = False
    unsure_below: float = UNSURE_BELOW
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that was passed over, with its line, from 1."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file says. ``lines`` has the line of each setting that was given."""

    path: Path
    config: Config = field(default_factory=Config)
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def in_order(self) -> Loaded:
        """Return the same with the problems in the order of their lines."""
        return replace(self, problems=tuple(sorted(self.problems, key=lambda each: each.line)))

    def without(self, name: str, text: str, config: Config) -> Loaded:
        """Return the same with ``config``, in which setting ``name`` is passed over, and why."""
        problem = Problem(self.path, self.lines.get(name, 1), text)
        return replace(self, config=config, problems=(*self.problems, problem)).in_order()


def _theme(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be the name of a theme, in quotation marks")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _layout(value: Any) -> str:
    if value not in LAYOUTS:
        raise ValueError(f"must be one of {', '.join(LAYOUTS)}")
    return str(value)


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("must be a number from 0 to 1")
    return float(value)


def _keys(value: Any) -> tuple[str, ...]:
    keys = [value] if isinstance(value, str) else value
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise ValueError("must be a key or a list of keys, in quotation marks")
    return tuple(dict.fromkeys(keys))


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name here and in the file, what the file says of it, and its check.

    ``check`` returns the value for ``Config`` or raises ValueError that says what it must be.
    """

    name: str
    about: str
    check: Callable[[Any], Any]


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "theme",
        "The colours: onrecord-dark, onrecord-light, onrecord-terminal (the 16 of the terminal),\n"
        "or one of Textual's (nord, gruvbox, solarized-light and more). auto is the theme worn\n"
        "last on this folder, or at first what suits the terminal; where there are 16 colours, or\n"
        "NO_COLOR is set, onrecord-terminal. The theme key changes it while the program runs.",
        _theme,
    ),
    Setting(
        "layout",
        "Where the reader stands: below the results, or beside them from 100 columns on; auto is\n"
        "beside from 140. drawers: no side panes, 1 and 2 open them over the reader. A terminal\n"
        "narrower than 100 columns always has drawers.",
        _layout,
    ),
    Setting(
        "ascii",
        "Whether the screen keeps to ASCII, but for the letters of the articles: no box drawing,\n"
        "no symbols, straight quotation marks. What is copied is the article's own text.",
        _switch,
    ),
    Setting("reduced_motion", "Whether nothing on the screen may glide or blink.", _switch),
    Setting(
        "unsure_below",
        "Who said a quote is worked out by rules, each of which was right so often on articles it\n"
        "was tried on: from 0, never, to 1, always. Below this number a speaker is shown as a\n"
        "guess, with a question mark.",
        _share,
    ),
)


# -- reading -------------------------------------------------------------------------------------


def config_path() -> Path:
    """Return where the file is: $ONRECORD_CONFIG, else in the user's config folder."""
    override = os.environ.get("ONRECORD_CONFIG")
    if override:
        return Path(os.path.expanduser(override))  # noqa: PTH111 - Path's own fails on ~nobody
    return platformdirs.user_config_path("onrecord") / "config.toml"


def load(path: Path) -> Loaded:
    """Read the file at ``path``. A file that is not there sets nothing; no file is an error."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Loaded(path)
    except UnicodeDecodeError:
        return Loaded(path, problems=(Problem(path, 1, "is not UTF-8"),))
    except OSError as error:
        return Loaded(path, problems=(Problem(path, 1, error.strerror or "cannot be read"),))
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # the latter where brackets nest a thousandfold
        line, reason = _place_of_error(str(error), text)
        return Loaded(path, problems=(Problem(path, line, reason),))
    return _checked(path, text, tree)


def _checked(path: Path, text: str, tree: Mapping[str, Any]) -> Loaded:
    known = {setting.name: setting for setting in SETTINGS}
    lines: dict[str, int] = {}
    values: dict[str, Any] = {}
    keys: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for table, name, value in _given(tree):
        place = f"{table}.{name}" if table else name
        lines[place] = line_of(text, name, table)
        try:
            if table:
                keys[name] = _keys(value)
            elif name in known:
                values[name] = known[name].check(value)
            else:
                raise ValueError(NO_SETTING if name != KEYS else "must be a table: [keys]")
        except ValueError as error:
            problems.append(Problem(path, lines[place], f"{place} {error}"))
    return Loaded(path, Config(**values, keys=keys), tuple(problems), lines).in_order()


def _given(tree: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the table ("" or "keys"), the name and the value of each setting."""
    for name, value in tree.items():
        if name == KEYS and isinstance(value, dict):
            yield from ((KEYS, command, keys) for command, keys in value.items())
        else:
            yield "", name, value


def _place_of_error(message: str, text: str) -> tuple[int, str]:
    """Return the line that tomllib's message names, and the message without it."""
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    last = text.count("\n") + 1
    if found is None:
        return last, message
    return int(found[1] or last), message[: found.start()]


def line_of(text: str, name: str, table: str = "") -> int:
    """Return the line, from 1, on which ``table`` gives ``name`` a value; 1 where it is not seen.

    A table's own name is found at its heading.
    """
    first = name if not table else f"{table}.{name}"
    for number, here, key in _keys_of(text):
        full = f"{here}.{key}" if here and key else here or key
        if full == first or full.startswith(f"{first}."):
            return number
    return 1


_HEADING = re.compile(r"\s*\[+\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*([\w\-."' ]+?)\s*=""")


def _keys_of(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the table and the key of each line that sets one; the key may be empty."""
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.match(line)
        if heading is not None:
            table = _bare(heading[1])
            yield number, table, ""
        elif (key := _KEY.match(line)) is not None:
            yield number, table, _bare(key[1])


def _bare(key: str) -> str:
    return re.sub(r"""["' ]""", "", key)


# -- the one in force ----------------------------------------------------------------------------

_in_force = Config()


def in_force() -> Config:
    """Return the configuration of this process."""
    return _in_force


def put_in_force(config: Config) -> None:
    """Make ``config`` that of this process, before anything is shown."""
    global _in_force
    _in_force = config
