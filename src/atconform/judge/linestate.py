"""What the host knows of the serial line: echo, the form of results, command or data mode, the command at work."""

from __future__ import annotations

import re

from atconform.judge.grammar.framer import Frame, Framer

COMMAND_NAME = re.compile(r"[+*^$%][A-Z]+|&[A-Z]|S\d+|(?<![A-Z+])[A-Z](?=\d|$)", re.IGNORECASE)
ASKS = re.compile(r"=?\?")
"""What stands behind the name of a command that only asks."""
ANSWERED = re.compile(r"AT([+*^$%][A-Z0-9]+|&V)", re.IGNORECASE)
"""Commands after which a line means something that it does not mean at other times."""
DIALS_PACKETS = re.compile(r"ATD\*99", re.IGNORECASE)
BASIC = r"(?:AT|[^\"]*;)(?:[^+*^$%;]*)"
"""What stands before a basic command: the head of the line, or an extended command that a semicolon ends."""
NUMBERS = re.compile(BASIC + r"(?<![&\\])V0", re.IGNORECASE)
WORDS = re.compile(BASIC + r"((?<![&\\])V1|Z|&F)", re.IGNORECASE)
ECHO_OFF = re.compile(BASIC + r"(?<!&)E0", re.IGNORECASE)
ECHO_ON = re.compile(BASIC + r"((?<!&)E1|Z|&F)", re.IGNORECASE)
LEADS_TO_DATA = frozenset({"connect"})
ENDS_DATA = frozenset({"ok", "closed", "pdp_deact", "no_carrier"})
"""Rules of the lines with which a module enters data mode, and with which it leaves it."""


class LineState:
    """Follows the serial line by what the host sends and the module answers.

    :param framer: has to know the form of results, the command at work, and whether PPP may come
    """

    def __init__(self, framer: Framer) -> None:
        self._framer = framer
        self.echo = True
        self.data_mode = False
        self.command = ""
        """The command line sent last, while it may be at work."""
        self.used: set[str] = set()
        """Names of the commands sent, as in ``+CIPHEAD``, ``&D`` and ``S0``."""
        self.touched: set[str] = set()
        """Those that were sent otherwise than to ask, and may have set something."""

    def before(self, command: str) -> None:
        """Record that a command line is about to be written: its answer has the form that it asks for."""
        self.command = command
        text = command.removeprefix("AT").removeprefix("at")
        for found in COMMAND_NAME.finditer(text):
            self.used.add(found[0].upper())
            if not ASKS.match(text, found.end()):
                self.touched.add(found[0].upper())
        ledger, named = self._framer.ledger, ANSWERED.match(command)
        ledger.command = named[1].upper() if named else ""
        ledger.ppp |= DIALS_PACKETS.match(command) is not None
        if NUMBERS.match(command):
            self._framer.verbose = False
        elif WORDS.match(command):
            self._framer.verbose = True

    def after(self, command: str) -> None:
        """Record that a command line has been written: it is itself echoed as the one before it asked for."""
        if ECHO_OFF.match(command):
            self.echo = False
        elif ECHO_ON.match(command):
            self.echo = True

    def writes(self, data: bytes) -> None:
        """Record that bytes are about to be written; in command mode with echo on they come back."""
        if self.echo and not self.data_mode:
            self._framer.ledger.owe_echo(data)

    def follow(self, frame: Frame) -> None:
        """Follow the module into data mode and out of it, since only command mode echoes."""
        if frame.rule is not None and frame.rule.name in LEADS_TO_DATA | ENDS_DATA:
            self.data_mode = frame.rule.name in LEADS_TO_DATA

    def power_up(self, *, echo: bool = True, verbose: bool = True) -> None:
        """Expect a module that starts, in command mode, with nothing owed.

        :param echo: whether it echoes
        :param verbose: whether its results are in words
        """
        self._framer.ledger.clear()
        self.echo, self.data_mode, self._framer.verbose = echo, False, verbose
