import json

import pytest

from atconform.base.errors import UsageError
from atconform.base.masking import Masker
from atconform.results.records import (
    FORMAT,
    Footer,
    Header,
    MeasuredFigure,
    ModuleUnderTest,
    RunReader,
    ScenarioRecord,
    read_run,
)
from atconform.results.transcripts import write_transcript
from atconform.results.writing import RunWriter

HEADER = Header(
    format=FORMAT,
    run="r1",
    started="2026-01-02T03:04:05+00:00",
    suite="0.1.0",
    catalogue="abc",
    modules=(ModuleUnderTest(unit="bench-1", family="sim800", emulated=True, transport="memory", uncertainty=0),),
    bench={"apn": "internet"},
)
ESCAPE = ScenarioRecord(
    id="escape-guard",
    case="short",
    family="sim800",
    title="Escape",
    verdict="fail",
    reason="no OK",
    remarks=("a blank too many",),
    requirements=("SIM800-2.2.4-T1",),
    figures=(MeasuredFigure(name="escape.before", unit="us", earliest=1, latest=2, limit="at least 1 s"),),
    module_seconds=2.5,
    transcript="transcripts/escape-guard.txt",
    steps=("the host types +++",),
)
FOOTER = Footer(ended="2026-01-02T03:04:06+00:00", verdicts={"fail": 1}, exit_code=1)


def write(folder, *records):
    with RunWriter(folder, HEADER, Masker()) as writer:
        for record in records:
            writer.write(record)
    return folder / "run.jsonl"


def test_a_run_reads_back_as_it_was_written(tmp_path):
    write(tmp_path / "run", ESCAPE, FOOTER)
    run = read_run(tmp_path / "run")
    assert (run.header, run.scenarios, run.footer, run.complaints) == (HEADER, (ESCAPE,), FOOTER, ())


def test_a_run_can_be_named_by_its_file_too(tmp_path):
    assert read_run(write(tmp_path / "run", ESCAPE, FOOTER)).scenarios == (ESCAPE,)


def test_every_line_says_of_which_kind_it_is(tmp_path):
    lines = write(tmp_path / "run", ESCAPE, FOOTER).read_text().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["header", "scenario", "footer"]


def test_a_record_can_be_read_as_soon_as_it_is_written(tmp_path):
    with RunWriter(tmp_path / "run", HEADER, Masker()) as writer:
        writer.write(ESCAPE)
        assert read_run(tmp_path / "run").scenarios == (ESCAPE,)


def test_a_run_can_be_read_one_scenario_after_the_other(tmp_path):
    file = write(tmp_path / "run", ESCAPE, ESCAPE, FOOTER)
    reader = RunReader(file)
    assert (reader.header, next(reader.scenarios)) == (HEADER, ESCAPE)
    assert (reader.complaints, reader.footer) == ([], None)
    assert list(reader.scenarios) == []
    assert (reader.complaints, reader.footer) == (["line 3 is left out: it is line 2 once more"], FOOTER)


def test_a_run_without_a_footer_was_cut_off_and_keeps_its_scenarios(tmp_path):
    run = read_run(write(tmp_path / "run", ESCAPE))
    assert (run.scenarios, run.footer) == ((ESCAPE,), None)
    assert run.complaints == ("the run was cut off: there is no footer, and scenarios may be missing",)


def test_a_line_that_broke_off_is_left_out_and_told(tmp_path):
    file = write(tmp_path / "run", ESCAPE, FOOTER)
    file.write_bytes(file.read_bytes()[:-20])
    run = read_run(file)
    assert run.scenarios == (ESCAPE,)
    assert run.complaints[0].startswith("line 3 is left out: ")


def test_a_broken_line_in_the_middle_costs_that_line_only(tmp_path):
    file = write(tmp_path / "run", ESCAPE, ESCAPE, FOOTER)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + b'{"kind": "scenario", "id": 7}\n' + lines[2] + lines[3])
    run = read_run(file)
    assert (run.scenarios, run.footer) == ((ESCAPE,), FOOTER)
    assert "line 2 is left out" in run.complaints[0]
    assert "$.id" in run.complaints[0]


def test_what_a_newer_suite_wrote_is_read_as_far_as_it_is_known(tmp_path):
    file = write(tmp_path / "run", ESCAPE, FOOTER)
    header, *rest = [json.loads(line) for line in file.read_text().splitlines()]
    newer = [
        header | {"format": FORMAT + 1, "suite": "9.9"},
        {"kind": "weather"},
        rest[0] | {"mood": "good"},
        rest[1],
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in newer))
    run = read_run(file)
    assert run.scenarios == (ESCAPE,)
    assert run.complaints[0].startswith("line 2 is left out")
    assert run.complaints[1].startswith(
        f"written by suite 9.9 in format {FORMAT + 1}; this suite knows format {FORMAT}"
    )


@pytest.mark.parametrize("content", [b"", b"hello\n", b'{"kind":"footer","ended":"","verdicts":{},"exit_code":0}\n'])
def test_a_file_that_is_no_run_record_is_refused(tmp_path, content):
    file = tmp_path / "run.jsonl"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="is not a run record: it does not begin with a header"):
        read_run(file)


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"no run at .*: there is no run.jsonl in it"):
        read_run(tmp_path)


def test_a_run_is_never_written_over_another(tmp_path):
    write(tmp_path / "run", ESCAPE)
    with pytest.raises(UsageError, match="holds a run already; name another folder"):
        RunWriter(tmp_path / "run", HEADER, Masker())


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write the run to "):
        RunWriter(tmp_path / "file" / "run", HEADER, Masker())


def test_secrets_are_masked_before_a_record_is_written(tmp_path):
    steps = ("the host sends AT+CGSN", "the module answers 861234567890123 OK")
    secret = ScenarioRecord(
        id="imei", family="sim800", title="", verdict="fail", reason="got 861234567890123", steps=steps
    )
    written = write(tmp_path / "run", secret).read_text()
    assert "861234567890123" not in written
    assert written.count("***********0123") == 2


def test_a_transcript_lies_in_the_folder_of_the_run_and_is_masked(tmp_path):
    path = write_transcript(tmp_path, "escape/guard[short]@sim800", "AT+CIMI\r\n460001234567890\r\n", Masker())
    assert path == "transcripts/escape_guard_short_@sim800.txt"
    assert (tmp_path / path).read_bytes() == b"AT+CIMI\r\n***************\r\n"


def test_a_transcript_keeps_its_line_ends(tmp_path):
    path = write_transcript(tmp_path, "x", "one\r\ntwo\n", Masker())
    assert (tmp_path / path).read_bytes() == b"one\r\ntwo\n"


def test_a_folder_with_the_runs_of_several_modules_names_them(tmp_path):
    for name in ("right", "left"):
        with RunWriter(tmp_path / name, HEADER, Masker()):
            pass
    with pytest.raises(UsageError, match=rf"but in it; name one: {tmp_path}/left, {tmp_path}/right"):
        read_run(tmp_path)


def test_what_many_scenarios_say_alike_is_held_once(tmp_path):
    fields = {key: getattr(ESCAPE, key) for key in ESCAPE.__struct_fields__}
    write(tmp_path, *(ScenarioRecord(**(fields | {"attempt": attempt})) for attempt in (1, 2)))
    one, other = read_run(tmp_path).scenarios
    assert (one.attempt, other.attempt) == (1, 2)
    assert all(getattr(one, key) is getattr(other, key) for key in ("title", "reason", "requirements", "steps"))
