"""Small runs for the tests of reports, and pages read back as a reader's browser would."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from atconform.base.masking import Masker
from atconform.results.records import (
    FORMAT,
    Footer,
    Header,
    ModuleUnderTest,
    ScenarioRecord,
    read_run,
)
from atconform.results.report.source import Source
from atconform.results.transcripts import write_transcript
from atconform.results.writing import RunWriter

HOSTILE = "<script>alert(1)</script> </script> ]]> <img src=x onerror=alert(2)> <!-- ` & \" '"
SPOKEN = "\n             When the host sends AT\n   0.000000  >  AT<CR>\n   0.250000  <  <CR><LF>OK<CR><LF>\n"
FOOTER = Footer(ended="2026-01-02T03:05:05+00:00", verdicts={}, exit_code=0)


def again(run, record):
    return f"play {record.id} again"


def a_module(**keys):
    given = {"unit": "left", "family": "sim800", "emulated": True, "transport": "memory", "uncertainty": 0}
    return ModuleUnderTest(**(given | keys))


def a_scenario(name="escape", verdict="pass", **keys):
    given = {"family": "sim800", "title": "Escape", "requirements": ("SIM800-2.2.4-T1",), "section": "SIM800 2.2.4"}
    return ScenarioRecord(**(given | {"id": name, "verdict": verdict} | keys))


def a_run(folder, *scenarios, spoken=SPOKEN, footer=FOOTER, modules=None, **header):
    """Write a run with a transcript for every scenario that names none, and read it back."""
    keys = {"run": folder.name, "started": "2026-01-02T03:04:05+00:00", "suite": "0.1.0", "catalogue": "c1"}
    head = Header(format=FORMAT, modules=modules or (a_module(),), **(keys | header))
    mask = Masker()
    with RunWriter(folder, head, mask) as writer:
        for number, scenario in enumerate(scenarios):
            path = scenario.transcript or write_transcript(folder, f"{scenario.id}-{number}", spoken, mask)
            writer.write(
                type(scenario)(
                    **{key: getattr(scenario, key) for key in scenario.__struct_fields__} | {"transcript": path}
                )
            )
        if footer:
            writer.write(footer)
    return Source(folder, read_run(folder))


class Page(HTMLParser):
    """The elements of a page, the text in them, and its data."""

    def __init__(self, pieces):
        super().__init__()
        self.source = text = "".join(pieces)
        self.elements = []
        self.texts = []
        self._data = {}
        self._inside = ""
        self.feed(text)
        self.text = " ".join(" ".join(self.texts).split())
        self.data = json.loads(self._data["data"])
        self.transcripts = json.loads(self._data["transcripts"])

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag in ("script", "style"):
            self._inside = attributes.get("id", tag)

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self._inside = ""

    def handle_data(self, data):
        if self._inside:
            self._data[self._inside] = self._data.get(self._inside, "") + data
        else:
            self.texts.append(data)

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def row(self, requirement):
        """What stands in the row of a requirement, its title left out."""
        begin = self.source.index(f'id="{requirement}"')
        cells = self.source[begin : self.source.index("</tr>", begin)].split("<td")[1:]
        return [" ".join(Cell(f"<td{cell}").text.split()) for cell in cells]


class Cell(HTMLParser):
    """The text of a piece of a page."""

    def __init__(self, text):
        super().__init__()
        self.text = ""
        self.feed(text)

    def handle_data(self, data):
        self.text += data
