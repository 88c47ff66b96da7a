"""The states that a scenario can begin in, and the commands that lead there from IP INITIAL.

A closed list. Each state is a row of stages; a stage is a command and the lines that it has to end with. ``{peer.ip}``
and the like stand for the peer that the state names, ``{number}`` for the number in its name.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Stage(NamedTuple):
    """One command on the way to a state, what it is answered, and what is reported afterwards."""

    command: str
    answer: tuple[str, ...] = ("OK",)
    report: tuple[str, ...] = ()
    needs_network: bool = False
    """Whether its failing says nothing about the module: there may be no coverage, or the peer may be out of reach."""


START = Stage('AT+CSTT="{apn}"')
ACTIVATE = Stage("AT+CIICR", needs_network=True)
ADDRESS = Stage("AT+CIFSR", ("{module.ip}",))
MULTI = Stage("AT+CIPMUX=1")
BEARER = (START, ACTIVATE, ADDRESS)


def connect(number: str = "", result: str = "CONNECT OK") -> Stage:
    """Open a connection to the peer that the state names."""
    first = f"{number}," if number else ""
    command = f'AT+CIPSTART={first}"{{peer.protocol}}","{{peer.ip}}","{{peer.port}}"'
    return Stage(command, report=(f"{number}, {result}" if number else result,), needs_network=True)


STATES: dict[str, tuple[Stage, ...]] = {
    "ready": (),
    "in IP INITIAL": (),
    "in IP START": (START,),
    "in IP GPRSACT": (START, ACTIVATE),
    "in IP STATUS": BEARER,
    "in multi connection mode": (MULTI,),
    "in IP STATUS in multi connection mode": (MULTI, *BEARER),
    "connected to PEER": (*BEARER, connect()),
    "connected to PEER as connection N": (MULTI, *BEARER, connect("{number}")),
    "connected to PEER as connections N to N": (MULTI, *BEARER, connect("{number}")),
    "in data mode with PEER": (Stage("AT+CIPMODE=1"), *BEARER, connect(result="CONNECT")),
    "listening on port N": (*BEARER, Stage("AT+CIPSERVER=1,{number}", report=("SERVER OK",))),
    "listening on port N in multi connection mode": (
        MULTI,
        *BEARER,
        Stage("AT+CIPSERVER=1,{number}", report=("SERVER OK",)),
    ),
}


class Named(NamedTuple):
    """A state as a step names it: the way there, and the peer and numbers in its name.

    Of two numbers, the last stage is played for each from the first to the second.
    """

    stages: tuple[Stage, ...]
    peer: str
    numbers: tuple[str, ...]


def find(name: str) -> Named | None:
    """Find a state by the words of a step; None where there is no such state."""
    for state, stages in STATES.items():
        words = [WORDS.get(word, re.escape(word)) for word in state.split(" ")]
        if match := re.fullmatch(" ".join(words), name):
            numbers = re.findall(NUMBER, name) if "N" in state.split(" ") else []
            return Named(stages, match.groupdict().get("peer") or "", tuple(n.strip("{}") for n in numbers))
    return None


NUMBER = r"\b\d+\b|\{[a-z.]+(?:[+-]\d+)?\}"
WORDS = {"PEER": r"the (?P<peer>[a-z][\w-]*)", "N": rf"(?:{NUMBER})"}
"""What stands for the words in capitals in a state's name."""
