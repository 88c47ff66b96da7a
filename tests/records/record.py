"""Reading a record of an exchange with a real module: what the host wrote, and what the module said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from atconform.base.families import families
from atconform.base.notation import TIME, pattern, read_time

FOLDER = Path(__file__).parent
KEYS = ("source", "module", "shows", "differs", "form", "comes")
NEEDED = ("source", "module", "shows")
WHAT_COMES = ("leniency", "circumstance", "differs", "other subject")
COMES = re.compile(rf"({'|'.join(WHAT_COMES)}) (\S.*)")
SOME_BYTES = re.compile(r"\[(?:(\d+) bytes|text)\]")
ENDS_DATA = {"0x1A": b"\x1a", "ESC": b"\x1b"}
PROMPT = ">"


class BrokenRecord(Exception):
    """A record that cannot be read; the message names the file, the line and what to write instead."""


@dataclass(frozen=True)
class Said:
    """Bytes that the module sent, and how long after the host's last line; None: soon after what came before."""

    data: bytes
    after: int | None
    line: int


@dataclass
class Turn:
    """What the host wrote, and what the module said until it wrote again.

    The first turn of a record is one in which it wrote nothing.
    """

    line: int
    command: str = ""
    data: bytes = b""
    """What was written at a prompt, in the place of a command."""
    power_on: bool = False
    said: list[Said] = field(default_factory=list)
    bytes_recorded: bool = False
    """Whether the record has every byte that came back, so that the echo is among them or was off."""


@dataclass
class Record:
    """One record."""

    path: Path
    family: str
    headers: dict[str, list[str]]
    turns: list[Turn]

    @property
    def name(self) -> str:
        """Return what it is called: ``SIM800/01``."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def echo(self) -> bool:
        """Return whether the module echoed when the record begins; where it does not show that, it did."""
        asked = (turn for turn in self.turns if turn.command and turn.bytes_recorded)
        first = next(asked, None)
        return first is None or first.said[0].data.startswith(first.command.encode("latin-1"))

    def comes(self, what: str) -> set[str]:
        """Return what is to come of it: leniencies, circumstances, differences, lines of other subjects."""
        found = (COMES.fullmatch(entry) for entry in self.headers["comes"])
        return {match[2] for match in found if match is not None and match[1] == what}


def every_record() -> list[Path]:
    """Return the files of all records."""
    return sorted(FOLDER.glob("*/*.txt"))


def differences() -> set[str]:
    """Return the ids of contradictions, gaps and requirements that records show a module to differ by."""
    return {name for path in every_record() for name in read(path).comes("differs")}


def read(path: Path, prompt: str = "> ") -> Record:
    """Read a record.

    :param prompt: how the family spells the prompt
    :raises BrokenRecord: it is no record
    """
    family = path.parent.name.lower()
    if family not in families():
        raise BrokenRecord(f"{path}: no family is called {path.parent.name}; there are {', '.join(families())}")
    headers: dict[str, list[str]] = {key: [] for key in KEYS}
    turns = [Turn(0)]
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            _take(text.rstrip(), number, headers, turns, prompt)
        except ValueError as problem:
            raise BrokenRecord(f"{path}:{number}: {problem}") from None
    missing = [key for key in NEEDED if not headers[key]]
    if missing:
        raise BrokenRecord(f"{path}:1: no line '# {missing[0]}: ...'")
    if len(turns) == 1 and not turns[0].said:
        raise BrokenRecord(f"{path}:1: neither a line 'H: ...' of the host nor one 'M: ...' of the module")
    return Record(path, family, headers, turns)


def _take(text: str, number: int, headers: dict[str, list[str]], turns: list[Turn], prompt: str) -> None:
    if not text:
        return
    if text.startswith("#"):
        key, colon, value = text.removeprefix("#").strip().partition(":")
        if not colon or key not in headers:
            raise ValueError(f"no such header: {text!r}; headers are {', '.join(KEYS)}")
        if key == "comes" and COMES.fullmatch(value.strip()) is None:
            raise ValueError(
                f"{value.strip()!r} is none of: leniency NAME, circumstance ID, differs ID, other subject ID"
            )
        headers[key].append(value.strip())
    elif text == "[power on]":
        turns.append(Turn(number, power_on=True))
    elif text.startswith("[") and text.endswith("]"):
        pass  # a remark about what was set before
    elif text.startswith("H: "):
        turns.append(_turn(text.removeprefix("H: "), number, turns[-1]))
    elif text.startswith("M: "):
        turns[-1].said.append(_said(text.removeprefix("M: "), number, prompt))
    elif text.startswith("B: "):
        turns[-1].bytes_recorded = True
        turns[-1].said.append(Said(_escaped(text.removeprefix("B: ")), None, number))
    else:
        raise ValueError(f"not understood: {text!r}; write H: for the host, M: for a line of the module, B: for bytes")


def _turn(text: str, number: int, before: Turn) -> Turn:
    at_prompt = bool(before.said) and before.said[-1].data.strip() == b">"
    if not at_prompt:
        return Turn(number, command=text)
    data, end = text, b""
    for name, ending in ENDS_DATA.items():
        if data.endswith(f" {name}"):
            data, end = data.removesuffix(f" {name}"), ending
    return Turn(number, data=_with_bytes(data) + end)


def _said(text: str, number: int, prompt: str) -> Said:
    text, after = _timed(text)
    if text == PROMPT:
        return Said(f"\r\n{prompt}".encode(), after, number)
    data = _with_bytes(text)
    if SOME_BYTES.fullmatch(text):
        return Said(data, after, number)  # data without a header stands in no line
    closes = b"" if SOME_BYTES.search(text) else b"\r\n"
    return Said(b"\r\n" + data + closes, after, number)


def _timed(text: str) -> tuple[str, int | None]:
    match = re.fullmatch(rf"(.*?)\s*\[({TIME.pattern})\]", text)
    return (match[1], read_time(match[2], int)) if match else (text, None)


def _with_bytes(text: str) -> bytes:
    """Write ``[105 bytes]`` and ``[text]`` out."""
    out, position = b"", 0
    for match in SOME_BYTES.finditer(text):
        out += text[position : match.start()].encode("latin-1") + pattern(int(match[1] or 4))
        position = match.end()
    return out + text[position:].encode("latin-1")


def _escaped(text: str) -> bytes:
    try:
        return text.encode("latin-1").decode("unicode_escape").encode("latin-1")
    except UnicodeError:
        raise ValueError(f"{text!r} is not bytes; write \\r, \\n and \\x20 for what cannot be seen") from None
