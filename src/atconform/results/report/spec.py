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
                lines += ["", f"### {section} {document.sections.get(section, '')}".rstrip()]
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


UNSTATED = re.compile(
    r"\b(ours?|not stated|not given|not said|no figure|not say|no document|says nothing|gives? no|silent|unclear"
    r"|left open|nowhere|not defined|not printed|not explained)\b"
)
"""How a doubt says that the note leaves something open."""


def doubts(catalogue: Catalogue, rows: Sequence[Row], bases: Mapping[tuple[str, str], str]) -> str:
    """Write the page of the requirements whose note leaves something open, with what is decided about each.

    :param rows: the requirements of all notes, and what shows them
    :param bases: as for :func:`page`
    """
    lines = [
        "# What the notes leave open",
        "",
        "Every requirement about which the catalogue says that its note does not state or give something, or that",
        "something in it is ours, and what is decided: what is our reading is remarked and fails nothing (G...), where",
        "documents differ one is taken to be meant (C...), and what the note states is judged. This page is made by",
        "`atconform requirements --spec docs/spec`; the gaps and contradictions stand in `contradictions.toml`.",
        "",
        "| requirement | in doubt | decided |",
        "|---|---|---|",
    ]
    for row in rows:
        if UNSTATED.search(row.requirement.doubt):
            doubt, decided = _escaped(row.requirement.doubt), "; ".join(_decided(row, bases))
            lines.append(f"| {row.requirement.id} | {doubt} | {decided} |")
    return "\n".join(lines) + "\n"


def _decided(row: Row, bases: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Say what is decided about a requirement that leaves something open."""
    requirement = row.requirement
    if requirement.disposition:
        yield f"no scenario: {_escaped(requirement.disposition)}"
    if requirement.reading:
        yield f"our reading: {_escaped(requirement.reading)}"
    for name in dict.fromkeys(contradictions.REFERENCE.findall(requirement.doubt)):
        if (entry := contradictions.load().get(name)) is not None:
            yield f"{name}: {_escaped(entry.reading)}"
    resting = [bases.get((scenario.family, scenario.id), "") for scenario in row.scenarios]
    for name in dict.fromkeys(name for said in resting for name in contradictions.GAP.findall(said)):
        gap = contradictions.gaps()[name]
        yield f"remarked by {name} ({_escaped(gap.about)}): {_escaped(gap.reading)}"
    if resting:
        judged = any("note" in said or "manual" in said for said in resting)
        yield "what the documents state is judged" if judged else "no step of a document is left: all is remarked"


def _escaped(text: str) -> str:
    """Write a text so that Markdown has nothing to say about it, in one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
