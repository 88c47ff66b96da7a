"""Whatever a text is, each language gives it back as a text, and has nothing in it that the text has made."""

import json
import tomllib
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from atconform.base.plain import visible
from atconform.results.output import toml
from atconform.results.output.json import AT_ONCE, json_of, json_pieces
from atconform.results.output.markdown import Markdown, code, details, filled, joined
from tests.results.hostile import unprintable

MARKS = [
    *("- ", "+ ", "1. ", "2) ", "> ", "    ", "---", "===", "|", "```", "~~~", "\\", "  \n", "\r\n", "\n\n"),
    *("http://x.y", "www.a.b", "<a@b.c>", "&lt;", "&#60;", "<b>", "</details>", "<!--", "]]>", "![a](b)", "[a]: b"),
    *("\x1b", "\x9b", "\u202e", "\u2028", "##[", "::", '"""', "'''", "[[known]]", "\U000e0041"),
]
TEXTS = st.lists(st.sampled_from([*MARKS, *"abc *_~[]()<>!#&;:/-+=.1@'\"{}^$%"]), max_size=12).map("".join)


def read(markdown):
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    return [one for token in tokens for one in (token, *(token.children or ()))]


def kinds(tokens):
    kept = ("inline", "text", "text_special")  # which has no counterpart for an empty text
    return [token.type for token in tokens if token.type not in kept]


def a_page(text):
    return joined(
        [
            filled("## x: {}", text),
            Markdown(""),
            *(filled("- {} ({})", text, text), filled("- ⚠ **{}**", f"x{text}x")),
            Markdown(""),
            *(Markdown("| a | b |"), Markdown("|---|---|"), filled("| {} {} | {} |", text, code(text), text)),
            Markdown(""),
            *details(filled("<b>x</b> {} {}", code(text), text), [f"x{text}", text]),
        ]
    )


@given(TEXTS)
def test_markdown_is_built_as_with_any_other_text(text):
    assert kinds(read(a_page(text))) == kinds(read(a_page("plain")))


@given(TEXTS)
def test_markdown_shows_the_text(text):
    (shown,) = [token for token in read(filled("{}", f"x {text}")) if token.type == "inline"]
    assert "".join(child.content for child in shown.children) == visible(" ".join(f"x {text}".split()))


@given(TEXTS)
def test_toml_has_the_text_as_a_value(text):
    entry = {"a": text, "b": toml.inline({"c": text})}
    written = toml.joined([toml.comment(text), *toml.table("known", entry)])
    assert tomllib.loads(written) == {"known": [{"a": text, "b": {"c": text}}]}
    assert unprintable(written) == set()


@given(TEXTS)
def test_json_has_the_text_as_a_value_and_as_a_key(text):
    written = json_of({text: [text]})
    assert json.loads(written) == {text: [text]}
    assert unprintable(written) == set()
    assert "##[" not in written


@given(TEXTS)
def test_json_in_pieces_is_the_same_json(text):
    values = {text: text, "list": [text, {"a": [text]}], "none": None}
    assert "".join(json_pieces(values | {"list": iter(values["list"])})) == json_of(values)


@pytest.mark.parametrize("length", [0, 1, AT_ONCE, AT_ONCE + 1, 3 * AT_ONCE])
def test_json_in_pieces_is_the_same_json_for_lists_of_any_length(length):
    values = {"list": ["模块\x1b##["] * length, "last": [1]}
    assert "".join(json_pieces(values | {"list": iter(values["list"])})) == json_of(values)


def test_no_more_of_a_list_is_made_than_is_written():
    made = []
    pieces = json_pieces({"endless": (made.append(number) or number for number in count())})
    assert [len(made) for _ in islice(pieces, 4)] == [0, AT_ONCE, 2 * AT_ONCE, 3 * AT_ONCE]


def test_an_object_of_nothing_is_one():
    assert "".join(json_pieces({})) == "{}"
