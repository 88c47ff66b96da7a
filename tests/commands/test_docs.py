"""``atconform docs`` shows the pages of the documentation, from a checkout as from an installed package."""

import pytest

from atconform.play.suite import folder
from tests.commands.inprocess import atconform


def test_without_a_topic_it_lists_every_page_with_its_title():
    said = atconform("docs").out
    assert "emulate" in said
    assert "The emulated module" in said
    assert said.count("\n") > len(list((folder() / "docs").rglob("*.md")))


@pytest.mark.parametrize("topic", ["emulate", "emulate.md", "docs/emulate.md"])
def test_a_page_is_shown_as_it_is_where_no_terminal_is(topic):
    assert atconform("docs", topic).out == (folder() / "docs" / "emulate.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", ["zh", "zh/README", "docs/zh/README.md"])
def test_the_chinese_page_has_a_short_name(topic):
    assert "中文" in atconform("docs", topic).out


def test_where_a_page_is_can_be_asked():
    assert atconform("docs", "--path", "ci").out.strip() == str(folder() / "docs" / "ci.md")


def test_a_page_that_is_not_there_is_wrong_use_and_another_is_suggested():
    done = atconform("docs", "emulat")
    assert (done.code, done.err) == (
        4,
        "atconform: there is no page 'emulat'; did you mean emulate?; atconform docs lists them\n",
    )
