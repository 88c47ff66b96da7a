"""What a public client says to a module, and what it waits for before it goes on, as data of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

FOLDER = Path(__file__).parent / "dialogues"


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a client does, and what has to come before it goes on.

    In what it sends and waits for stand values in braces: ``{host}``, ``{port}``, ``{closed-port}`` (where nobody
    listens), ``{link}``, ``{length}`` of the data to send, ``{count}`` of the data to fetch, and whatever was ``kept``.
    """

    send: str | None = None
    """A command line, without its end."""
    raw: str | None = None
    """Characters that are sent as they are."""
    data: bool = False
    """Send the piece of data whose turn it is."""
    expect: str | tuple[str, ...] = ()
    """Regular expressions; the client goes on with the first that has come. Named groups are kept as values."""
    refuse: tuple[str, ...] | None = None
    """At which of these it gives up; None: at those of the dialogue."""
    patience: float | None = None
    """How long it waits, in seconds; None: as long as the dialogue says."""
    optional: bool = False
    """Whether it goes on whatever has come, and if nothing has."""
    vital: bool = False
    """Whether, if the client is known to give up here, there is nothing more to play."""
    tries: int = 1
    """How often it sends this before it gives up."""
    pause: float = 0
    """How long it waits before it tries again, or before it goes on if it does not try; in seconds."""
    take: str = ""
    """The value that says how many bytes of data follow what was expected."""
    when: str = ""
    """The value without which, or with which as 0, the step is left out."""
    set: dict[str, str] = {}
    """Values from here on."""
    echo: int = 0
    """Send so many bytes, and have them come back."""
    peer: Literal["", "closes", "resets", "sends"] = ""
    """What the far end of the link does meanwhile."""
    power: bool = False
    """Whether the module's power is taken away and given back."""


class Sending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a client sends a piece of data."""

    chunk: int
    """How much at most."""
    steps: tuple[Step, ...]


class Receiving(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a client comes by what has arrived."""

    steps: tuple[Step, ...] = ()
    """What it does until it has all, again and again; nothing: all comes unasked."""
    chunk: int = 0
    """How much it fetches at a time, at most."""
    unasked: str = ""
    """What announces data that follows at once; the groups ``link`` and ``count`` say what."""
    inline: str = ""
    """A whole line with data as hexadecimal digits in the group ``data``."""
    hexadecimal: bool = False
    """Whether what is taken is hexadecimal digits, two for each byte."""
    patience: float = 10
    """How long it lets pass without any of it."""
    pause: float = 0
    """How long it waits before it asks again."""


class Dialogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A client, for one family."""

    client: str
    family: str
    repository: str
    read: str
    """Which part of it this stands for."""
    order: tuple[str, ...]
    """The names of its phases, as they come; one can come again."""
    phases: dict[str, tuple[Step, ...]]
    also: tuple[str, ...] = ()
    """Further families to which it says the same."""
    begins: float = 0
    """How long after power-up it begins, in seconds."""
    end: str = "\r\n"
    """What ends a command line."""
    patience: float = 1
    refuse: tuple[str, ...] = (r"ERROR\r\n",)
    forgets: bool = False
    """Whether it throws away, before it sends a command, what has come and was not waited for."""
    protocol: Literal["TCP", "UDP"] = "TCP"
    values: dict[str, str] = {}
    sending: Sending | None = None
    receiving: Receiving = Receiving()

    @property
    def title(self) -> str:
        """What it is called in lists and reports."""
        return f"{self.client} {self.family}"


def dialogues() -> list[Dialogue]:
    """Read all that there are, one for each client and family."""
    read = [msgspec.convert(tomllib.loads(file.read_text("utf-8")), Dialogue) for file in sorted(FOLDER.glob("*.toml"))]
    return [msgspec.structs.replace(one, family=family) for one in read for family in (one.family, *one.also)]
