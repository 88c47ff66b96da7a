"""The tables of a grammar: kept like compiled modules, and made anew where what was kept is of no use."""

import pytest
from lark.exceptions import LarkError

from atconform.judge.grammar import tables

GRAMMAR = 'line: "OK" | number\nnumber: /[0-9]+/\n'


@pytest.fixture
def file(monkeypatch, tmp_path):
    kept = tmp_path / "kept.lark"
    monkeypatch.setattr(tables, "_file", lambda source, starts: kept)
    monkeypatch.setattr(tables.sys, "dont_write_bytecode", False)
    return kept


def understood(text):
    return tables.parser(GRAMMAR, ("line",)).parse(text, start="line")


def test_a_grammar_reads_the_same_by_what_was_kept(file):
    made = understood("12")
    assert file.exists()
    assert understood("12") == made


@pytest.mark.parametrize("content", [b"", b"no tables", b"\x80\x04K\x01."])
def test_what_is_no_table_is_made_anew(file, content):
    file.write_bytes(content)
    assert str(understood("OK").data) == "line"
    assert file.read_bytes() != content
    assert [other.name for other in file.parent.iterdir()] == [file.name]


def test_where_nothing_can_be_kept_it_reads_all_the_same(monkeypatch, tmp_path):
    monkeypatch.setattr(tables, "_file", lambda source, starts: tmp_path / "none" / "kept.lark")
    assert str(understood("OK").data) == "line"


def test_a_grammar_that_is_none_is_said(file):
    with pytest.raises(LarkError):
        tables.parser("line: nothing", ("line",))
    assert not file.exists()
