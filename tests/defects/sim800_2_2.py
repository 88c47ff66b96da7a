"""SIM800 note, 2.2: data mode."""

from __future__ import annotations

from atconform.base.units import MS
from tests.defects.defect import Defect
from tests.defects.seams import Change


def second_confirmation_lost():
    """Lose the OK that comes by itself for the second time: behind no command line."""
    told = 0
    asked = False

    def speak(piece):
        nonlocal told, asked
        if piece.endswith(b"\r") or b"CONNECT" in piece:  # the echo of a command line, and what may come of it
            asked = piece.endswith(b"\r")
        elif piece == b"\r\nOK\r\n":
            told += not asked
            asked = False
            return () if told == 2 else (piece,)
        return (piece,)

    return speak


DEFECTS = (
    Defect(
        id="sim800-2.2.4-guard-too-short",
        requirement="SIM800-2.2.4-T3",
        sentence="There is a silence before the escape sequence, of a second or more.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape_before": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 0.7
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-escape-silent",
        requirement="SIM800-2.2.4-R5",
        sentence="The escape sequence leads to command mode, which the module confirms with OK.",
        instead="The second time it is not confirmed.",
        kind="repetition",
        change=Change(speaks=second_confirmation_lost),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
        """,
    ),
)
