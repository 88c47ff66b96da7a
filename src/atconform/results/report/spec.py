"""A note as the suite reads it: for each section its statements, our readings, and the scenarios that show them.

``atconform requirements --spec docs/spec`` writes the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from atconform.requirements import contradictions
from atconform.requirements.catalogue import Catalogue, Requirement, section_key
from atconform.requirements.traceability import Row, TaggedScenario

LABELS = {
    "en": {
        "about": "What the suite holds a module against, section by section: each statement of the note in our words, "
        "what is our reading of it, and the scenarios that show it, each with what its expectations rest on. "
        "To be read beside the note. This page is made by `atconform requirements --spec docs/spec`; "
        "[verdicts.md](../verdicts.md) tells what the words mean.",
        "reading": "Our reading",
        "doubt": "In doubt",
        "none": "No scenario",
        "same": "The same as",
    },
    "zh": {
        "about": "本页按章节列出测试套件据以判定模块的内容：规范的每条陈述（用我们的话复述）、我们的理解，"
        "以及验证该陈述的场景和每个场景所依据的文件。请与规范对照阅读。"
        "本页由 `atconform requirements --spec docs/spec` 生成；"
        "各词含义见 [verdicts.md](../verdicts.md)。",
        "reading": "我们的理解",
        "doubt": "存疑",
        "none": "无场景",
        "same": "同",
    },
}
"""The words of a page, in the language of its note."""


class Shown(NamedTuple):
    """One scenario that shows a requirement."""

    id: str
    title: str
    file: str
    bases: str
    """What its expectations rest on: ``note 3, own 1 (G01)``."""


def page(catalogue: Catalogue, note: str, rows: Sequence[Row], bases: Mapping[tuple[str, str], str]) -> str:
    """Write the page of a note.

    :param rows: its requirements and what shows them
    :param bases: by family and the scenario's name, what its expectations rest on
    """
    document = catalogue.documents[note]
    words = LABELS["zh" if document.language.startswith("zh") else "en"]
    lines = [f"# {document.edition}", "", words["about"]]
    for chapter, of_chapter in groupby(rows, key=lambda row: row.requirement.chapter):
        lines += ["", f"## {chapter} {document.chapters.get(chapter, '')}".rstrip()]
        ordered = sorted(of_chapter, key=lambda row: section_key(row.requirement.section))
        for section, of_section in groupby(ordered, key=lambda row: row.requirement.section):
            if section != chapter:
                lines += ["", f"### {section}"]
            for row in of_section:
                lines += _requirement(catalogue, row, words, bases)
    return "\n".join(lines) + "\n"


def _requirement(
    catalogue: Catalogue, row: Row, words: Mapping[str, str], bases: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    requirement = row.requirement
    yield from ("", f"**{requirement.id}** {_escaped(requirement.title)}")
    yield from _stated(requirement, catalogue.stated(requirement), words)
    if requirement.disposition:
        yield from ("", f"*{words['none']}*: {_escaped(requirement.disposition)}")
    shown = [_shown(scenario, bases) for scenario in row.scenarios]
    if shown:
        yield ""
    for scenario in dict.fromkeys(shown):
        link = f"[`{scenario.id}`](../../{scenario.file})"
        yield f"- {link} {_escaped(scenario.title)} ({scenario.bases})"


def _stated(requirement: Requirement, stated: Requirement, words: Mapping[str, str]) -> Iterator[str]:
    """Write down what a requirement says.

    :param stated: itself, or the one whose words it shares
    """
    if requirement.same_as:
        yield from ("", f"*{words['same']}* {requirement.same_as}")
    if stated.text:
        yield from ("", _escaped(stated.text))
    if stated.exchange:
        yield from ("", "```text", *stated.exchange.strip("\n").splitlines(), "```")
    for key, text in (("reading", stated.reading), ("doubt", requirement.doubt)):
        if text:
            yield from ("", f"*{words[key]}*: {_escaped(text)}")
    for name in contradictions.REFERENCE.findall(requirement.doubt):
        if (entry := contradictions.load().get(name)) is not None:
            yield from ("", f"- {name}: {_escaped(entry.reading)}")


def _shown(scenario: TaggedScenario, bases: Mapping[tuple[str, str], str]) -> Shown:
    return Shown(scenario.id, scenario.title, scenario.file, bases.get((scenario.family, scenario.id), ""))


def _escaped(text: str) -> str:
    """Write a text so that Markdown has nothing to say about it, in one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
