"""Writing a run where there is no room left, or where it is taken away."""

import resource
import shutil
from contextlib import contextmanager

import pytest

from atconform.base.errors import UsageError
from atconform.base.masking import Masker
from atconform.results.records import ScenarioRecord, read_run
from atconform.results.writing import RunWriter
from tests.results.test_records import ESCAPE, FOOTER, HEADER

REST = [
    ScenarioRecord(id=f"s{n}", family="sim800", title="t", verdict="none", reason="-" * 50, nodeid=f"n{n}")
    for n in range(20)
]


@contextmanager
def limited(size):
    """Let no file become larger, as a full disk does too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def writer(tmp_path):
    with RunWriter(tmp_path / "run", HEADER, Masker(), REST) as writer:
        yield writer


def write_until_it_is_full(writer):
    for _ in range(100):
        writer.write(ESCAPE)


def test_where_a_record_has_no_room_the_rest_and_the_footer_have(writer):
    size = writer.folder / "run.jsonl"
    with limited(size.stat().st_size + 100):
        with pytest.raises(OSError, match="too large"):
            write_until_it_is_full(writer)
        for record in REST:
            writer.end(record)
        writer.end(FOOTER)
    writer.close()
    run = read_run(writer.folder)
    assert run.scenarios[-20:] == tuple(REST)
    assert (run.footer, run.complaints) == (FOOTER, ())


def test_a_record_that_has_no_room_leaves_nothing_of_itself(writer):
    with limited((writer.folder / "run.jsonl").stat().st_size), pytest.raises(OSError, match="too large"):
        writer.write(ESCAPE)
    assert read_run(writer.folder).scenarios == ()
    assert read_run(writer.folder).lost == 0


def test_kept_room_is_no_line_to_a_reader_and_is_given_back(writer):
    file = writer.folder / "run.jsonl"
    assert read_run(writer.folder).lost == 0
    kept = file.stat().st_size
    writer.close()
    assert file.stat().st_size < kept / 2
    assert file.read_bytes().endswith(b"}\n")


def test_no_room_at_all_leaves_no_record(tmp_path):
    with limited(1000), pytest.raises(UsageError, match="there is no room for the run"):
        RunWriter(tmp_path / "run", HEADER, Masker(), REST)
    assert not (tmp_path / "run" / "run.jsonl").exists()


def test_what_was_taken_away_is_written_anew(writer):
    writer.write(ESCAPE)
    shutil.rmtree(writer.folder)
    assert not writer.is_in_place()
    writer.end(FOOTER)
    writer.close()
    assert read_run(writer.folder).scenarios == (ESCAPE,)


def test_what_has_lost_its_place_is_written_beside_it(writer):
    folder = writer.folder
    writer.write(ESCAPE)
    shutil.rmtree(folder)
    folder.write_text("a file")
    writer.close()
    assert read_run(folder.with_name("run-kept")).scenarios == (ESCAPE,)
