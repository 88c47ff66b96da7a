import io
import unicodedata

import pytest

from atconform.base.plain import uncommanding, visible, visible_line
from atconform.base.terminal import Terminal

NUMBERS = [*range(0x3100), *range(0xD700, 0xE100), *range(0xFD00, 0x10200), *range(0xE0000, 0xE0200)]
EVERY = [chr(number) for number in NUMBERS]
"""All controls, marks and half characters, and what stands around them."""


def obeyed(letter):
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "<ESC>[31m"),
        ("\x9b31m", "<0x9B>31m"),
        ("\x00\x08\x7f", "<NUL><BS><0x7F>"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\U000e0041", "a<U+E0041>"),
        ("over\rwritten\r\n", "over<CR>written\r\n"),
        ("中文\u3000\u00a0é", "中文\u3000\u00a0é"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
    ],
)
def test_what_cannot_be_printed_is_written_by_its_name(text, shown):
    assert visible(text) == shown
    assert visible(shown) == shown


def test_half_a_pair_that_no_encoding_carries_is_written_by_its_name():
    assert visible("\ud800") == "<U+D800>"


def test_every_character_that_is_obeyed_and_no_other_is_named():
    named = {letter for letter in EVERY if visible_line(letter) != letter}
    assert named == set(filter(obeyed, EVERY))
    assert {letter for letter in EVERY if visible(letter) != letter} == named - {"\n", "\t"}


def test_one_line_stays_one():
    assert visible_line("a\nb\r\nc\td\u2028e") == "a<LF>b<CR><LF>c<0x09>d<U+2028>e"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", "<:>:error::x"),
        ("a\n  ::add-mask::x", "a\n  <:>:add-mask::x"),
        ("a ##[error]x", "a <#>#[error]x"),
        ("##vso[task.x]", "<#>#vso[task.x]"),
        ("a::b fe80::1 ## Heading", "a::b fe80::1 ## Heading"),
    ],
)
def test_commands_to_a_ci_server_are_broken_up(text, shown):
    assert uncommanding(text) == shown


def test_a_line_that_a_narrow_terminal_breaks_is_no_command_to_a_ci_server_either(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("COLUMNS", "40")
    Terminal().print("x" * 40 + "::error::x")
    assert out.getvalue() == "x" * 40 + "\n<:>:error::x\n"


def test_a_text_has_neither_markup_nor_emoji_nor_a_terminals_commands(monkeypatch):
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    Terminal().print("[bold]a[/nothing] :smile: [link=http://evil]\x1b]0;b\x07\u202e")
    assert out.getvalue() == "[bold]a[/nothing] :smile: [link=http://evil]<ESC>]0;b<U+202E>\n"
