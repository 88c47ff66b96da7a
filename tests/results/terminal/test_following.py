"""A record that is read while it is written."""

import pytest

from atconform.base.masking import Masker
from atconform.results.records import Header
from atconform.results.terminal import following
from atconform.results.terminal.following import Followed
from atconform.results.writing import RunWriter
from tests.results.report.reporting import FOOTER, a_module, a_scenario

HEADER = Header(format=1, run="r", started="", suite="", catalogue="", modules=(a_module(),), scenarios=3)
SCENARIOS = [a_scenario(f"s{number}", nodeid=f"n{number}") for number in range(3)]


@pytest.fixture
def decoded(monkeypatch):
    """Count the lines that are decoded."""
    lines = []
    decode = following.decode
    monkeypatch.setattr(following, "decode", lambda line: lines.append(line) or decode(line))
    return lines


def test_each_line_is_read_once_and_the_room_behind_it_is_none(tmp_path, decoded):
    run = Followed(tmp_path)
    run.look()
    assert run.header is None
    with RunWriter(tmp_path, HEADER, Masker(), SCENARIOS) as writer:
        run.look()
        assert (run.header.scenarios, run.tally.times) == (3, 0)
        for count, scenario in enumerate(SCENARIOS, start=1):
            writer.write(scenario)
            run.look()
            run.look()
            assert (run.tally.times, run.footer) == (count, None)
        writer.end(FOOTER)
        run.look()
    run.look()
    assert run.footer == FOOTER
    assert len(decoded) == 5


def test_a_line_that_is_being_written_is_waited_for(tmp_path):
    with RunWriter(tmp_path / "whole", HEADER, Masker()) as writer:
        writer.write(SCENARIOS[0])
    record = (tmp_path / "whole" / "run.jsonl").read_bytes()
    run = Followed(tmp_path)
    for missing in (100, 2, 1):
        (tmp_path / "run.jsonl").write_bytes(record[:-missing] + b" " * 1000 + b"\n")
        run.look()
        assert run.tally.times == 0
    (tmp_path / "run.jsonl").write_bytes(record)
    run.look()
    assert run.tally.times == 1
