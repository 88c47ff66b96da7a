"""Asking a module what it is."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.notation import show_bytes
from atconform.base.units import SECOND
from atconform.judge.grammar import grammar
from atconform.place.command_mode import to_command_mode
from atconform.place.conversation import Conversation


@dataclass(frozen=True, slots=True)
class Identity:
    """What a module says of itself."""

    text: str
    """What it answers to ATI, AT+CGMM and AT+CGMR, in one line."""
    model: str
    firmware: str


def identify(module: Conversation) -> Identity:
    """Ask the module what it is.

    :raises BenchFault: it does not answer
    """
    to_command_mode(module, SECOND)
    answers = [_text(module, "ATI"), _text(module, "AT+CGMM"), _text(module, "AT+CGMR")]
    return Identity(", ".join(dict.fromkeys(filter(None, answers))), answers[1], answers[2])


def imei(module: Conversation) -> str:
    """Ask for the IMEI; empty where the module does not tell it."""
    return module.tell("AT+CGSN", r"\b(\d{15})\b")


def _text(module: Conversation, command: str) -> str:
    answer = module.ask(command).replace(f"{command}\r".encode(), b"", 1)
    lines = [line.strip() for line in answer.splitlines() if not _is_of_another_subject(line.strip())]
    told = (line.removeprefix(f"{command[2:]}: ".encode()) for line in lines if line not in (b"", b"OK", b"ERROR"))
    # As a person reads bytes: what a module says of itself is printed to terminals.
    return " ".join(map(show_bytes, told))


def _is_of_another_subject(text: bytes) -> bool:
    """Return whether a line is one that network, card or supply bring about, and no part of an answer."""
    line = grammar.load(("v250", "bearer")).read(text.decode("latin-1"))
    return line is not None and line.rule.at_any_time
