"""A record that someone else wrote is shown, whatever its texts try to be, by every command and in every output."""

import json
import re
import shlex
import tomllib
import zipfile

import pytest
from markdown_it import MarkdownIt

from atconform.base.errors import BenchFault, ModuleFault, UsageError
from atconform.base.masking import Masker
from atconform.cli import COMMANDS
from atconform.results.known import UNEXPLAINED, read
from atconform.results.records import Header, ModuleUnderTest, ScenarioRecord, read_run
from atconform.results.transcripts import read_transcript, write_transcript
from atconform.results.writing import RunWriter
from tests.commands.inprocess import atconform
from tests.results.hostile import POISON, hostile_run, unprintable
from tests.results.report.reporting import Page

READ_NO_RECORD = {"docs", "ports", "bench", "emulate", "tell", "peer", "requirements", "selfcheck", "run"}
EVERY_WAY = [
    ("show", "OLD"),
    ("show", "OLD", "scenario2"),
    ("show", "OLD/run.jsonl", "scenario3"),
    ("show", "OLD", "scenari"),
    ("compare", "OLD", "NEW"),
    ("compare", "OLD", "NEW", "--verbose"),
    ("compare", "OLD", "NEW", "NEW"),
    ("compare", "OLD", "NEW", "--only", "fixed"),
    ("compare", "OLD", "OTHER"),
    ("compare", "OLD", "NEW", "--json"),
    ("compare", "OLD", "NEW", "--markdown"),
    ("compare", "OLD", "NEW", "--html", "OUT/compared.html"),
    ("report", "OLD", "NEW", "--output", "OUT/report.html"),
    ("report", "OLD", "NEW", "--markdown"),
    ("report", "OLD", "NEW", "--bundle", "OUT/run.zip"),
    ("known-failures", "--from", "OLD"),
]
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Play all of it once, and return what each way has said."""
    folder = tmp_path_factory.mktemp("hostile")
    verdicts = ("pass", "pass", "fail", "fail", "inconc", "error", "pass", "skip", "none")
    places = {
        "OLD": hostile_run(folder / "old", *verdicts),
        "NEW": hostile_run(folder / "new", *reversed(verdicts), known=POISON),
        "OTHER": hostile_run(folder / "other", "pass", family="other"),
        "OUT": folder,
    }

    def place(word):
        name, slash, rest = word.partition("/")
        return f"{places[name]}{slash}{rest}" if name in places else word

    return folder, {way: atconform(*map(place, way)) for way in EVERY_WAY}


def test_every_command_that_reads_records_is_tried():
    assert {way[0] for way in EVERY_WAY} | READ_NO_RECORD == COMMANDS.keys()


@pytest.mark.parametrize("way", EVERY_WAY, ids=" ".join)
def test_nothing_is_printed_that_a_terminal_obeys(played, way):
    done = played[1][way]
    assert unprintable(done.said) == set()
    assert done.said
    assert done.code in (0, 1, 4)


@pytest.mark.parametrize("way", EVERY_WAY, ids=" ".join)
def test_no_line_is_a_command_to_a_ci_server(played, way):
    assert not re.search(r"(?m)^\s*::|##\[", played[1][way].said)


def test_what_cannot_be_printed_is_there_by_its_name(played):
    said = "".join(played[1]["show", "OLD", "scenario2"].said.split())
    assert all(name in said for name in ("<ESC>[2J", "<0x9B>31m", "<NUL>", "<U+202E>", "<CR>over"))


@pytest.mark.parametrize("way", [("show", "old"), ("show", "old", "scenario2"), ("compare", "old", "new")])
def test_in_colour_nothing_but_colours_is_obeyed(played, monkeypatch, way):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    done = atconform(*(played[0] / word if word in ("old", "new") else word for word in way))
    assert "\x1b[1m" in done.said
    assert unprintable(COLOURS.sub("", done.said)) == set()


@pytest.mark.parametrize("way", [way for way in EVERY_WAY if "--markdown" in way], ids=" ".join)
def test_markdown_has_no_mark_but_ours(played, way):
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    inside = [one for token in markdown.parse(played[1][way].out) for one in (token, *(token.children or ()))]
    marks = {token.type.removesuffix("_open") for token in inside if not token.type.endswith("_close")}
    allowed = {"heading", "inline", "text", "bullet_list", "list_item", "paragraph", "strong", "html_block", "fence"}
    assert marks <= allowed | {"table", "thead", "tbody", "tr", "th", "td", "softbreak", "text_special"}
    html = "".join(token.content for token in inside if token.type == "html_block")
    assert set(re.findall(r"<[^>]*>", html)) <= {
        *("<details>", "</details>", "<summary>", "</summary>", "<b>", "</b>", "<code>", "</code>"),
    }
    assert {token.tag for token in inside if token.type == "heading_open"} <= {"h2", "h3"}
    without_blocks = re.sub(r"(?s)\n(`{3,})text\n.*?\n\1\n", "", played[1][way].out)
    assert not re.search(r"(?i)\b(?:https?|www)[:.]|@\w", without_blocks)


def test_a_draft_has_the_entries_that_failed_and_no_key_of_the_record(played, tmp_path):
    drafted = played[1]["known-failures", "--from", "OLD"].out
    entries = tomllib.loads(drafted)["known"]
    assert len(entries) == 2
    assert {key for entry in entries for key in entry} == {"scenario", "family", "firmware", "reason", "contains"}
    (tmp_path / "known.toml").write_text(drafted.replace(UNEXPLAINED, "explained by a person"), "utf-8")
    failed = [record for record in read_run(played[0] / "old").scenarios if record.verdict == "fail"]
    listed = read(tmp_path / "known.toml")
    assert [one.contains in record.reason for one, record in zip(listed, failed, strict=True)] == [True, True]


def test_json_is_one_line_that_says_the_same(played):
    out = played[1]["compare", "OLD", "NEW", "--json"].out
    assert out.count("\n") == 1
    assert {one["id"] for one in json.loads(out)[0]["scenarios"]} <= {f"scenario{number}" for number in range(9)}


@pytest.mark.parametrize("name", ["report.html", "compared.html"])
def test_a_page_has_no_element_but_ours(played, name):
    page = Page((played[0] / name).read_text("utf-8"))
    assert unprintable(page.source) == set()
    assert (len(page.named("script")), page.named("img"), page.named("a")[1:]) == (3, [], [])
    assert not [element for element in page.elements if any(key.startswith("on") for key in element[1])]


def test_an_archive_has_names_that_stay_in_it_and_commands_that_are_ours(played):
    with zipfile.ZipFile(played[0] / "run.zip") as archive:
        names = archive.namelist()
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"(?:[12]-[\w@.-]{1,100}/)?(?:transcripts/)?[\w.]+", name) for name in names)
        texts = {name: archive.read(name).decode() for name in names}
    assert {name: unprintable(text) for name, text in texts.items() if unprintable(text)} == {}
    commands = [
        line
        for name, text in texts.items()
        for line in text.splitlines()
        if name.endswith("again.txt") and line and not line.startswith("# ")
    ]
    assert commands
    assert {tuple(shlex.split(line)[:3]) for line in commands} == {("atconform", "run", "--scenario")}


def test_a_record_is_written_as_text_too_whatever_a_module_or_a_path_has_in_it(tmp_path):
    hostile = f"{POISON}\udc80\ud800"
    module = ModuleUnderTest(unit=hostile, family="sim800", emulated=False, transport=hostile, uncertainty=0)
    header = Header(
        format=1, run=hostile, started="", suite="", catalogue="", modules=(module,), bench={hostile: [hostile]}
    )
    with RunWriter(tmp_path, header, Masker()) as writer:
        writer.write(ScenarioRecord(id="a", family="sim800", title=hostile, verdict="fail", reason=hostile))
    written = (tmp_path / "run.jsonl").read_text("utf-8")
    assert (unprintable(written), written.count("\n")) == (set(), 2)
    assert read_run(tmp_path).complaints == ("the run was cut off: there is no footer, and scenarios may be missing",)
    name = write_transcript(tmp_path, "\x1b/../\u202e", hostile, Masker())
    assert unprintable((tmp_path / name).read_text("utf-8")) == set()
    assert read_transcript(tmp_path, name).fault == ""


@pytest.mark.parametrize("kind", [UsageError, BenchFault, ModuleFault])
def test_an_error_for_people_is_text_whoever_it_quotes(kind):
    assert unprintable(str(kind(f"the module said {POISON}"))) == set()
