"""A record that is broken, wherever and however, ends every command in words; and nothing but its own files is read."""

import itertools
import os
import tomllib
import zipfile

import pytest

from atconform.results.records import read_run
from tests.commands.inprocess import atconform
from tests.results import broken
from tests.results.hostile import unprintable

SECRET = "the words of another file"
STRIDE = 90
"""Every so many broken runs come to the same command again; those between two commands are left out."""


def ways(run, whole, out):
    return [
        ("show", run),
        ("show", run, "a"),
        ("compare", whole, run),
        ("compare", run, whole, "--json"),
        ("compare", whole, run, "--html", out / "compared.html"),
        ("report", run, "--markdown"),
        ("report", run, "--output", out / "report.html"),
        ("report", run, "--bundle", out / "run.zip"),
        ("known-failures", "--from", run),
    ]


@pytest.fixture
def whole(tmp_path):
    return broken.write(tmp_path / "whole", *broken.whole())


def with_transcript(folder, name, *more):
    return broken.write(folder, broken.line(broken.HEADER), broken.line(broken.SCENARIO | {"transcript": name}), *more)


def ends_in_words(way):
    done = atconform(*way)
    assert done.code in (0, 1, 4), way
    assert done.said, way


def test_every_command_ends_in_words_however_a_run_is_broken(tmp_path, whole):
    for number, lines in enumerate(broken.broken_runs()):
        turn, left = divmod(number % STRIDE, STRIDE // 9)
        if not left:
            ends_in_words(ways(broken.write(tmp_path / "run", *lines), whole, tmp_path)[turn])


@pytest.mark.parametrize("turn", range(9))
def test_every_command_ends_in_words_whatever_is_wrong_with_scenarios(tmp_path, whole, turn):
    run = broken.write(tmp_path / "run", *broken.of_spoilt_scenarios())
    ends_in_words(ways(run, whole, tmp_path)[turn])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (broken.line(broken.SCENARIO | {"family": "sim9"}), "no module of family sim9 (it has sim800)"),
        (broken.line(broken.SCENARIO | {"wall_seconds": -1}), "$.wall_seconds"),
        (broken.line(broken.SCENARIO | {"line": 10**30}), "$.line"),
        (broken.line(broken.HEADER | {"run": "other"}), "a record has one header, and this is another one"),
        (broken.line(broken.SCENARIO), "it is line 2 once more"),
        (broken.deep(100_000), "it is nested too deeply"),
        (broken.line(broken.HEADER | {"run": "deep", "bench": {"a": broken.nested(60)}}), "it is nested too deeply"),
        (b'{"kind":"scenario","id":"\xff"}\n', "Invalid UTF-8"),
        (b"[]\n", "Expected `object`"),
    ],
)
def test_a_line_that_does_not_go_with_the_others_is_left_out_and_told(tmp_path, line, complaint):
    header, scenario, *rest = broken.whole()
    run = broken.write(tmp_path / "run", header, scenario, line, *rest)
    (said,) = read_run(run).complaints
    assert said.startswith("line 3 is left out: ")
    assert complaint in said
    assert [one.id for one in read_run(run).scenarios] == ["a", "b"]
    for way in (("show", run), ("report", run, "--markdown"), ("known-failures", "--from", run)):
        assert "line 3 is left out" in " ".join(atconform(*way).said.split())


def test_what_a_line_quotes_that_is_left_out_is_short(tmp_path):
    run = broken.write(tmp_path / "run", *broken.whole(), broken.line(broken.SCENARIO | {"family": "x" * 10**6}))
    assert len(read_run(run).complaints[0]) < 400


@pytest.mark.parametrize("command", [("show",), ("report", "--markdown"), ("known-failures", "--from")])
@pytest.mark.parametrize("kind", ["folder", "pipe", "missing", "loop", "empty"])
def test_what_is_no_record_is_said_in_one_line(tmp_path, command, kind):
    record = tmp_path / "run.jsonl"
    {
        "folder": record.mkdir,
        "pipe": lambda: os.mkfifo(record),
        "missing": lambda: None,
        "loop": lambda: record.symlink_to(record),
        "empty": record.touch,
    }[kind]()
    done = atconform(*command, tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (4, "", 1)
    assert done.err.startswith("atconform: ")


NAMES = [
    *("../private.txt", "private.txt", "~/private.txt", "run.jsonl", "./transcripts/a.txt"),
    *("transcripts", "transcripts/", "transcripts/.", "transcripts/..", "transcripts//a.txt", "transcripts/in/a.txt"),
    *("transcripts/../../private.txt", "transcripts/../run.jsonl", "transcripts/link.txt", "transcripts/folder"),
    *("transcripts/pipe", "transcripts/large.txt", "transcripts/missing.txt", "transcripts/" + "x" * 5000),
    *("transcripts/a.txt\x00", "transcripts/\x1b[2J"),
]


@pytest.mark.parametrize("name", [*NAMES, "ABSOLUTE"])
def test_a_record_names_no_file_but_a_transcript_of_its_own(tmp_path, whole, name):
    run, private = tmp_path / "run", tmp_path / "private.txt"
    private.write_text(SECRET)
    with_transcript(run, str(private) if name == "ABSOLUTE" else name)
    (run / "private.txt").write_text(SECRET)
    (run / "transcripts" / "link.txt").symlink_to(private)
    (run / "transcripts" / "folder").mkdir()
    os.mkfifo(run / "transcripts" / "pipe")
    with (run / "transcripts" / "large.txt").open("wb") as large:
        large.truncate(10**9)  # takes no room
    for way in ways(run, whole, tmp_path):
        assert SECRET not in atconform(*way).said
    assert "no transcript: " in atconform("show", run, "a").out
    assert all(SECRET not in (tmp_path / page).read_text() for page in ("report.html", "compared.html"))
    with zipfile.ZipFile(tmp_path / "run.zip") as archive:
        assert {entry.rpartition("/")[2] for entry in archive.namelist()} == {
            *("report.html", "summary.md", "run.jsonl", "again.txt"),
        }


def test_a_folder_of_transcripts_that_leads_elsewhere_is_not_followed(tmp_path):
    run = with_transcript(tmp_path / "run", "transcripts/a.txt")
    (run / "transcripts").rename(tmp_path / "elsewhere")
    (run / "transcripts").symlink_to(tmp_path / "elsewhere")
    assert "no transcript: transcripts/ leads out of the run's folder" in atconform("show", run, "a").out


def test_a_transcript_is_shown_from_wherever_the_run_is_named(tmp_path, monkeypatch):
    run = with_transcript(tmp_path / "run", "transcripts/a.txt")
    (tmp_path / "link").symlink_to(run)
    monkeypatch.chdir(run)
    for named in (run, run / "run.jsonl", tmp_path / "link", ".", "run.jsonl"):
        assert "0.000001  <  OK" in atconform("show", named, "a").out


def test_scenarios_that_share_a_transcript_have_it_in_the_archive_once(tmp_path, recwarn):
    more = broken.line(broken.SCENARIO | {"id": "b"})
    run = with_transcript(tmp_path / "run", "transcripts/a.txt", more)
    atconform("report", run, "--bundle", tmp_path / "run.zip")
    with zipfile.ZipFile(tmp_path / "run.zip") as archive:
        assert archive.namelist().count("1-r/transcripts/a.txt") == 1
    assert list(recwarn) == []


@pytest.mark.parametrize("verdicts", list(itertools.permutations(("skip", "error", "none"), 2)))
def test_attempts_that_judge_nothing_are_not_comparable(tmp_path, whole, verdicts):
    played = broken.SCENARIO | {"broken": []}
    attempts = [broken.line(played | {"verdict": verdict, "attempt": n}) for n, verdict in enumerate(verdicts)]
    run = broken.write(tmp_path / "run", broken.line(broken.HEADER), *attempts, broken.line(broken.FOOTER))
    assert "not comparable" in atconform("compare", whole, run).out


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_page_is_not_written_through_what_lies_in_a_run_that_someone_else_wrote(tmp_path, whole, kind):
    mine = tmp_path / "mine.txt"
    mine.write_text(SECRET)
    page = whole / "report.html"
    page.symlink_to(mine) if kind == "link" else os.mkfifo(page)
    done = atconform("report", whole)
    assert (done.code, mine.read_text()) == (4, SECRET)
    assert done.err.endswith("what is there is no page; name another place with --output\n")


def test_a_failure_without_a_reason_is_named_in_a_draft_and_not_listed(tmp_path):
    failed = [broken.SCENARIO | {"id": f"s{number}", "reason": reason} for number, reason in enumerate(("", "\n", "x"))]
    run = broken.write(tmp_path / "run", broken.line(broken.HEADER), *map(broken.line, failed))
    drafted = atconform("known-failures", "--from", run).out
    assert drafted.count("failed without a reason that could be recognised") == 2
    assert [entry["contains"] for entry in tomllib.loads(drafted)["known"]] == ["x"]


# Names as the file system has them, since a parameter that UTF-8 cannot carry ends allure-pytest with the whole run.
@pytest.mark.parametrize(
    "name", [b"\x1b[2Jrun", "\u202erun".encode(), b"run\xff", b"run\n::error::x", b"[bold]run[/nothing]"]
)
def test_a_run_can_lie_in_a_folder_of_any_name(tmp_path, whole, name):
    run = broken.write(tmp_path / os.fsdecode(name), *broken.whole())
    for way in ways(run, whole, tmp_path):
        done = atconform(*way)
        assert done.code == 0
        assert unprintable(done.said) == set()
        assert "\n::error" not in done.said
    assert unprintable(atconform("show", run / "missing").said) == set()
