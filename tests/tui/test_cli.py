"""The command line keeps its contract: what goes to stdout, to stderr, and to the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.corpus import Corpus
from tui.cli import main
from tui.exit_status import FOUND, NOTHING, TROUBLE, USAGE

STRIKE = """The harbour closes

By Ada Fenn

“We will not load another crate,” said Orla Quint, a crane driver. “Not one.”

The harbour office said that all ships had left.
"""

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "strike.txt").write_text(STRIKE, encoding="utf-8")
    return folder


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "tui.cli", *map(str, words)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
        check=False,
    )


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


# -- hygiene -------------------------------------------------------------------------------------


def modules_after(words: list[str]) -> set[str]:
    code = (
        "import sys\nfrom tui.cli import main\n"
        f"try: main({words!r})\nexcept SystemExit: pass\n"
        "print('|'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.splitlines()[-1].split("|"))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["search", "--help"]])
def test_help_imports_neither_textual_nor_whoosh(words: list[str]) -> None:
    loaded = modules_after(words)
    assert not loaded & {"textual", "whoosh", "numpy", "trafilatura"}


def test_the_explorer_paints_before_the_index_is_imported() -> None:
    code = "import sys, tui.app\nprint('|'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split("|"))
    assert "textual" in loaded
    assert not loaded & {"whoosh", "rapidfuzz", "trafilatura", "index.corpus"}


def test_searching_never_imports_textual(folder: Path) -> None:
    loaded = modules_after(["search", "crate", "--corpus", str(folder)])
    assert "whoosh" in loaded
    assert not loaded & {"textual", "rich", "trafilatura"}


# -- index ---------------------------------------------------------------------------------------


def test_index_prints_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(folder)]) == FOUND
    first = capsys.readouterr().out
    assert first.startswith("1 articles")
    assert "1 added" in first
    assert main(["index", str(folder)]) == FOUND
    assert "0 added, 0 changed, 0 removed, 1 unchanged" in capsys.readouterr().out


def test_index_names_what_it_skipped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty.txt").touch()
    assert main(["index", str(folder)]) == TROUBLE
    captured = capsys.readouterr()
    assert captured.out.startswith("1 articles")
    assert captured.err == f"onrecord: {folder / 'empty.txt'}: is empty\n"


def test_a_path_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(tmp_path / "nowhere")]) == TROUBLE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"onrecord: {tmp_path / 'nowhere'}: does not exist\n"


@pytest.mark.parametrize("command", ["index", "quotes", "forget"])
@pytest.mark.parametrize("name", ["loop.txt", "~no-such-user"])
def test_paths_that_cannot_be_resolved_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    done = run(command, name)
    assert done.returncode in {NOTHING, TROUBLE}
    assert done.stderr.startswith("onrecord: ")
    assert done.stderr.count("\n") == 1
    assert name in done.stderr


def test_a_working_folder_that_is_gone_is_one_line(folder: Path, tmp_path: Path) -> None:
    script = f'mkdir gone; cd gone; rmdir ../gone; exec "{sys.executable}" -m tui.cli index ./here'
    done = subprocess.run(
        ["/bin/sh", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == TROUBLE
    assert done.stderr.endswith("here: the working folder is gone\n")


def test_one_missing_path_among_others_is_said_once_each_time(folder: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for words in (["index"], ["search", "crate", "--corpus"], ["search", "crate", "--corpus"]):
        extra = ["--corpus"] if "--corpus" in words else []
        done = run(*words, folder, *extra, gone)
        assert done.returncode == TROUBLE
        assert done.stdout
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith(f"onrecord: {gone}: does not exist")


def test_a_home_that_cannot_be_written(
    folder: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.write_text("a file is in the way")
    assert main(["index", str(folder)]) == TROUBLE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(home) in captured.err
    assert captured.err.count("\n") == 1


def test_escape_sequences_in_file_names_are_made_visible(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "a\x1b[31m\u202e.txt").touch()
    main(["index", str(folder)])
    assert not set(capsys.readouterr().err) & {"\x1b", "\u202e"}


# -- search --------------------------------------------------------------------------------------


def test_search_indexes_first_and_prints_the_contract(folder: Path) -> None:
    done = run("search", "crate", "--corpus", folder, "--json")
    assert done.returncode == FOUND
    assert done.stderr == ""
    [hit] = lines(done.stdout)
    assert hit["rank"] == 1
    assert hit["kind"] == "direct"
    assert hit["doc"] == "strike"
    assert hit["speaker"] == "Orla Quint"
    assert hit["title"] == "The harbour closes"
    assert hit["source"] is None
    assert hit["date"] is None
    assert {"score", "path", "paragraph", "start", "end", "text"} <= hit.keys()


def test_search_that_finds_nothing(folder: Path) -> None:
    done = run("search", "zzzzzz", "--corpus", folder)
    assert (done.returncode, done.stdout) == (NOTHING, "")


def test_search_for_people(folder: Path) -> None:
    done = run("search", "crate", "--corpus", folder)
    assert "“We will not load another crate, … Not one.”" in done.stdout
    assert "Orla Quint" in done.stdout


def test_search_never_refreshes_silently(folder: Path) -> None:
    run("search", "crate", "--corpus", folder)
    (folder / "more.txt").write_text("A title\n\nAnother crate came.\n")
    assert len(run("search", "crate", "--corpus", folder).stdout.split("\n\n")) == 2


def test_the_corpus_comes_from_the_environment_then_from_the_last_use(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "mill.txt").write_text("The mill\n\nThe wheel turns again.\n")
    assert run("search", "wheel", ONRECORD_CORPUS=str(other)).returncode == FOUND
    assert run("search", "crate", "--corpus", folder).returncode == FOUND
    assert run("search", "crate").returncode == FOUND
    assert run("search", "wheel").returncode == NOTHING


def test_searching_what_is_half_indexed_says_so(folder: Path) -> None:
    stopped = Corpus.open([folder])
    (folder / "mill.txt").write_text("The mill\n\nThe wheel turns again.\n")
    two_listed_and_one_read = iter([False, False, False, True])
    stopped.refresh(cancelled=lambda: next(two_listed_and_one_read))
    done = run("search", "", "--corpus", folder)
    assert done.returncode == FOUND
    assert done.stderr.startswith(f"onrecord: {folder}: not all of it is indexed yet")
    assert done.stderr.count("\n") == 1
    run("index", folder)
    assert run("search", "", "--corpus", folder).stderr == ""


def test_without_any_corpus_the_bundled_one_is_searched() -> None:
    done = run("search", "lighthouse", "--json", "--limit", "3")
    assert done.returncode == FOUND
    assert len(lines(done.stdout)) == 3


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    command = f"{sys.executable} -m tui.cli quotes {folder} --json | true"
    done = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr == ""


@needs_full
@pytest.mark.parametrize("command", ["index", "search"])
def test_results_that_cannot_be_written_are_one_line(folder: Path, command: str) -> None:
    words = [command, str(folder)] if command == "index" else [command, "", "--corpus", str(folder)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui.cli", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == TROUBLE
    assert done.stderr == "onrecord: standard output: No space left on device\n"


@needs_full
@pytest.mark.parametrize(
    ("streams", "status"), [(">&-", FOUND), (">&- 2>&-", FOUND), ("2>/dev/full", TROUBLE)]
)
def test_closed_and_full_streams_do_not_change_how_it_went(
    folder: Path, streams: str, status: int
) -> None:
    if status == TROUBLE:
        (folder / "empty.txt").touch()
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "{sys.executable}" -m tui.cli index "{folder}" {streams}'],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, "")


def test_an_index_of_a_newer_version_is_said_and_made_anew(folder: Path, home: Path) -> None:
    run("index", folder)
    [form] = home.rglob("format.json")
    form.write_text('{"application": "onrecord", "format": 1000}')
    done = run("search", "crate", "--corpus", folder)
    assert done.returncode == FOUND
    assert done.stdout
    said = f"onrecord: {folder}: the index was written by a newer onrecord; it was made anew\n"
    assert done.stderr == said
    assert run("search", "crate", "--corpus", folder).stderr == ""


def test_an_index_that_cannot_be_read_is_one_line(folder: Path, home: Path) -> None:
    run("index", folder)
    [table] = home.rglob("*.toc")
    table.unlink()
    table.mkdir()
    done = run("search", "crate", "--corpus", folder)
    assert done.returncode == TROUBLE
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert str(table) in done.stderr


def test_an_index_full_of_garbage_is_one_line_and_then_made_anew(folder: Path, home: Path) -> None:
    run("index", folder)
    for path in home.rglob("*.seg"):
        whole = path.read_bytes()
        path.write_bytes(b"\xff" * len(whole))
    done = run("search", "crate", "--corpus", folder)
    if done.returncode == TROUBLE:
        assert done.stdout == ""
        assert done.stderr.count("\n") == 1
        assert str(folder) in done.stderr
        done = run("search", "crate", "--corpus", folder)
    assert done.returncode == FOUND
    assert "Orla Quint" in done.stdout


# -- quotes --------------------------------------------------------------------------------------


def test_quotes_of_files_need_no_index(folder: Path, home: Path) -> None:
    done = run("quotes", folder / "strike.txt", "--json")
    assert done.returncode == FOUND
    assert not home.exists()
    quote = lines(done.stdout)[0]
    assert quote["speaker"] == "Orla Quint"
    assert quote["text"] == "We will not load another crate, … Not one."
    assert [STRIKE[start:end] for start, end in quote["spans"]] == quote["text"].split(" … ")
    assert STRIKE[quote["speaker_start"] : quote["speaker_end"]].startswith("Orla Quint")
    assert (quote["kind"], quote["within"], quote["cue"]) == ("direct", None, "said")
    assert {"doc", "article", "path", "start", "end", "rule", "confidence"} <= quote.keys()
    assert {"paragraph", "last_paragraph"} <= quote.keys()


def test_quotes_by_somebody(folder: Path) -> None:
    everything = lines(run("quotes", folder, "--json").stdout)
    hers = lines(run("quotes", folder, "--by", "quint", "--json").stdout)
    assert {quote["speaker"] for quote in hers} == {"Orla Quint"}
    assert len(hers) < len(everything)
    assert run("quotes", folder, "--by", "nobody").returncode == NOTHING


def test_quotes_of_an_indexed_corpus_are_those_of_its_files(folder: Path) -> None:
    indexed = run("quotes", "--corpus", folder, "--json").stdout
    assert indexed == run("quotes", folder, "--json").stdout


def test_a_foreign_article_says_that_speakers_are_not_attributed(folder: Path) -> None:
    text = (
        "Die Stadt will die alte Brücke noch in diesem Jahr sperren. „Wir können nicht länger "
        "warten, der Stahl ist müde“, sagte Hanne Lorentz am Dienstag und verließ den Saal mit "
        "dem Plan."
    )
    (folder / "bruecke.txt").write_text(f"Die Brücke\n\n{text}\n", encoding="utf-8")
    note = "not in English: speakers are not attributed"
    shown = run("quotes", folder / "bruecke.txt").stdout
    assert "Wir können nicht länger warten" in shown
    assert f"{note} · direct · " in shown
    assert note in run("show", "bruecke", "--corpus", folder).stdout
    assert note not in run("show", "strike", "--corpus", folder).stdout


def test_quotes_go_on_after_an_unreadable_file(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\0\0\0\0")
    done = run("quotes", folder, "--json")
    assert done.returncode == TROUBLE
    assert lines(done.stdout)
    assert done.stderr.startswith(f"onrecord: {folder / 'a.txt'}: ")


def test_json_never_holds_what_a_terminal_obeys(folder: Path) -> None:
    text = "“Red \x1b[31m \x9b31m \u202e crates,” said Orla Quint.\n"
    (folder / "strike.txt").write_text(f"The harbour\n\n{text}", encoding="utf-8")
    done = run("quotes", folder, "--json")
    assert not set(done.stdout) & {"\x1b", "\x9b", "\u202e"}
    assert "\x1b[31m \x9b31m \u202e" in lines(done.stdout)[0]["text"]


# -- the rest ------------------------------------------------------------------------------------


def test_actors_and_topics_are_listed(folder: Path) -> None:
    actors = lines(run("actors", "--corpus", folder, "--json").stdout)
    assert "Orla Quint" in {actor["name"] for actor in actors}
    topics = run("topics", "--json", "--corpus", folder)
    assert topics.returncode in {FOUND, NOTHING}


def test_show_takes_an_id_a_name_or_a_path(folder: Path) -> None:
    [identity] = {q["article"] for q in lines(run("quotes", folder, "--json").stdout)}
    for wanted in (identity, "strike", "strike.txt", folder / "strike.txt"):
        done = run("show", wanted, "--corpus", folder)
        assert done.returncode == FOUND
        assert "We will not load another crate" in done.stdout
    done = run("show", "nothing-like-it", "--corpus", folder)
    assert (done.returncode, done.stdout) == (NOTHING, "")


def test_forget_deletes_the_index(folder: Path) -> None:
    run("index", folder)
    assert run("forget", folder).returncode == FOUND
    assert run("forget", folder).returncode == NOTHING


def test_usage_errors(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["search"], ["index"], ["--nonsense"], ["search", "x", "--limit", "0"]):
        with pytest.raises(SystemExit) as caught:
            main(words)
        assert caught.value.code == USAGE
        assert capsys.readouterr().out == ""


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("onrecord 0.")
