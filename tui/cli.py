"""The command line: parse, ask the library, print, and say by the exit status how it went.

Results go to standard output and nothing else does; what went wrong goes to standard error, one
line each. Textual is imported only when the explorer opens, and the index only by the commands
that need it, so ``onrecord --help`` answers at once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tui import streams
from tui.exit_status import FOUND, INTERRUPTED, TROUBLE

EPILOG = """\
commands:
  onrecord [PATH ...] [--print]            open the explorer (no PATH: the corpus used last)
  onrecord index PATH ... [--rebuild]      build or refresh an index
  onrecord search QUERY [--limit N]        print the passages that match
  onrecord quotes [PATH ...] [--by NAME]   print who said what; files need not be indexed
  onrecord actors | topics                 print the people and organisations, or the topics
  onrecord show ARTICLE                    print an article
  onrecord corrections [--path]            print what you corrected, and topics of your own
  onrecord forget PATH ...                 delete an index (never the articles)
  onrecord config [--init]                 print the settings; write a file to begin with
  onrecord keys                            print the explorer's commands and their keys

Run 'onrecord COMMAND --help' for the options of a command. search, quotes, actors, topics and
corrections take --json (one object a line) and --corpus PATH (may be repeated; default
$ONRECORD_CORPUS, then the corpus used last, then the bundled one); keys takes --json.

exit status: 0 found, 1 nothing found, 2 usage, 3 something could not be read or written
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    streams.prepare()
    try:
        status = _dispatch(words)
        streams.flush()
    except BrokenPipeError:
        streams.give_up(sys.stdout)
        return FOUND
    except OSError as error:
        from index.building import describe

        streams.say(describe(error))
        streams.give_up(sys.stdout)
        return TROUBLE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _dispatch(words: list[str]) -> int:
    if words and words[0] in PARSERS:
        options = PARSERS[words[0]]().parse_args(words[1:])
        from tui import commandline

        return commandline.run(words[0], options)
    options = _explorer_parser().parse_args(words)
    from tui.roots import choose_roots

    roots = choose_roots(options.paths)
    if roots is None:
        return TROUBLE
    from tui.app import run_explorer

    return run_explorer(roots, options.print_marked)


def _explorer_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Explore who said what in a folder of articles.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders or files")
    parser.add_argument(
        "--print",
        action="store_true",
        dest="print_marked",
        help="on leaving, write the passages you marked to standard output, a citation a line",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    return parser


class _Version(argparse.Action):
    """Prints the version, which is looked up only then: that takes 40 ms."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        streams.put(f"onrecord {version('onrecord')}")
        streams.flush()
        parser.exit()


def _parser(command: str, description: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"onrecord {command}", description=description, allow_abbrev=False
    )


def _add_corpus(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corpus", action="append", type=Path, default=[], metavar="PATH", help="may be repeated"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object a line")


def _index_parser() -> argparse.ArgumentParser:
    parser = _parser("index", "Build an index of these files and folders, or bring it up to date.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--rebuild", action="store_true", help="read every file again")
    return parser


def _search_parser() -> argparse.ArgumentParser:
    parser = _parser("search", "Print the passages that match a query, the best first.")
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument("--limit", type=_positive, default=20, metavar="N")
    _add_corpus(parser)
    _add_json(parser)
    return parser


def _quotes_parser() -> argparse.ArgumentParser:
    parser = _parser("quotes", "Print the quotes of files, or of the corpus, and who said them.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--by", metavar="NAME", help="only what NAME said")
    _add_corpus(parser)
    _add_json(parser)
    return parser


def _list_parser(what: str) -> Callable[[], argparse.ArgumentParser]:
    def make() -> argparse.ArgumentParser:
        parser = _parser(what, f"Print the {what} of the corpus, the most frequent first.")
        _add_corpus(parser)
        _add_json(parser)
        return parser

    return make


def _show_parser() -> argparse.ArgumentParser:
    parser = _parser("show", "Print an article as it was indexed.")
    parser.add_argument("article", metavar="ARTICLE", help="its id, its file name or its path")
    _add_corpus(parser)
    return parser


def _corrections_parser() -> argparse.ArgumentParser:
    description = "Print what you corrected in the corpus, and topics of your own."
    parser = _parser("corrections", description)
    parser.add_argument("--path", action="store_true", help="print where the file is instead")
    _add_corpus(parser)
    _add_json(parser)
    return parser


def _forget_parser() -> argparse.ArgumentParser:
    parser = _parser("forget", "Delete the index of these files and folders.")
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    return parser


def _config_parser() -> argparse.ArgumentParser:
    parser = _parser("config", "Print where the settings are, and those in force.")
    parser.add_argument("--init", action="store_true", help="write a file with the defaults")
    return parser


def _keys_parser() -> argparse.ArgumentParser:
    parser = _parser("keys", "Print the commands of the explorer with the keys in force.")
    _add_json(parser)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return number


PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "index": _index_parser,
    "search": _search_parser,
    "quotes": _quotes_parser,
    "actors": _list_parser("actors"),
    "topics": _list_parser("topics"),
    "show": _show_parser,
    "corrections": _corrections_parser,
    "forget": _forget_parser,
    "config": _config_parser,
    "keys": _keys_parser,
}


if __name__ == "__main__":
    sys.exit(main())
