"""Records as an attacker writes them: every text in them tries to be more than text, wherever it comes out."""

from __future__ import annotations

import itertools
import json
import typing
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec

from atconform.results.records import FORMAT, Footer, Header, ScenarioRecord

POISON = "".join(
    (
        "\x1b[2J\x1b]0;title\x07\x1b]8;;http://evil/\x1b\\",  # a terminal's commands
        "\x9b31m\x9d0;title\x9c\x90q\x9c",  # the same in one byte each
        "\x00\x08\x7f\x0b\x0c\ufeff\u200b\u2028\u2029\u0085",
        "\u202e\u2066\u2069\u200f\u061c",  # written from the other side
        "\r\rover\r",
        "\n::error::annotated\n##[error]annotated\n",
        "\n# Heading\n\n---\n- [x] item\n> quoted\n| a | b |\n|---|---|\n~~~\n```\n````\n",
        "[link](http://evil/) ![image](http://evil/i.png) <http://evil/> http://evil/ www.evil.example @someone #1 ",
        "~~gone~~ **bold** `code`",
        "</details></summary></code></script></style><script>alert(1)</script><img src=x onerror=alert(2)><!-- & ]]>",
        "[bold red]rich[/bold red][link=http://evil/]rich[/link][/nothing]:smile:",
        '\n[[known]]\nscenario = "evil"\n"""\'\'\'\\',
        "\n; rm -rf / $(evil) `evil`\n",
    )
)
"""Ends up in every text of a crafted record. It has no lone surrogates, which JSON cannot carry."""

KEPT = {"\n", "\t"}


def unprintable(text: str) -> set[str]:
    """Find what a terminal, an editor or a browser obeys instead of showing it."""
    return {
        f"U+{ord(letter):04X}"
        for letter in set(text.replace("\r\n", "\n")) - KEPT
        if not letter.isprintable() and unicodedata.category(letter) != "Zs"
    }


def poisoned(kind: Any, name: str, numbers: Iterator[int]) -> Any:
    """Make a value of a type in which every text is poison, told apart by where it stands."""
    origin, inner = get_origin(kind), get_args(kind)
    if hasattr(kind, "__metadata__"):
        return poisoned(kind.__origin__, name, numbers)
    if kind is Any:
        return f"{name}{next(numbers)}{POISON}"
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return [poisoned(inner[0], name, numbers)]
    if origin is dict:
        key = inner[0]
        keys = list(get_args(key)[:1]) if get_origin(key) is Literal else [f"{name}{next(numbers)}{POISON}"]
        value = {one: poisoned(inner[1], name, numbers) for one in keys}
        return value if inner[1] is not Any else value | {"nested": [{f"key{POISON}": [POISON]}], "file": POISON}
    if type(None) in inner:
        return poisoned(next(one for one in inner if one is not type(None)), name, numbers)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return crafted(kind, numbers)
    return {str: f"{name}{next(numbers)}{POISON}", int: 2, float: 2.5, bool: True}[kind]


def crafted(kind: type[msgspec.Struct], numbers: Iterator[int]) -> dict[str, Any]:
    """Make a record of a kind, as JSON has it, in which every text is poison."""
    hints = typing.get_type_hints(kind, include_extras=True)
    made = {name: poisoned(hints[name], name, numbers) for name in kind.__struct_fields__}
    tag = kind.__struct_config__.tag
    return made | ({"kind": tag} if tag else {})


def hostile_run(folder: Path, *verdicts: str, known: str = "", family: str = "sim800") -> Path:
    """Write a run of which every text is poison: texts of the record, the transcripts and, of this, their names.

    :param verdicts: of its scenarios, one each
    """
    numbers = itertools.count()
    header = crafted(Header, numbers) | {"format": FORMAT}
    (module,) = header["modules"]
    module["family"] = f"{family}{POISON}"
    lines = [header]
    (folder / "transcripts").mkdir(parents=True)
    for number, verdict in enumerate(verdicts):
        record = crafted(ScenarioRecord, numbers)
        transcript = f"transcripts/{number}.txt"
        spoken = f"\n             step {POISON}\n   0.000001  <  {POISON}{number}\n".encode() + b"\xff\xed\xa0\x80\n"
        (folder / transcript).write_bytes(spoken)
        same = {"id": f"scenario{number}", "case": POISON, "family": module["family"], "unit": module["unit"]}
        said = {"verdict": verdict, "known": known, "basis": "note" if verdict == "fail" else None}
        lines.append(record | same | said | {"transcript": transcript})
    lines.append(crafted(Footer, numbers) | {"exit_code": 1})
    (folder / "run.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return folder
