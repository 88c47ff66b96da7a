"""A module that starts in the middle of a scenario, as the scenario told it to: what a user has stored is set anew.

Seen by what it is told and by what it says: from when it stops it may be as stored, and as soon as it has said that it
is back, the next command has to find it as scenarios assume.
"""

from __future__ import annotations

import re

from atconform.judge.grammar.frame import Frame

RESTARTS = re.compile(r"AT\+(CRESET|CFUN=(6|\d,1))", re.IGNORECASE)
"""Commands whose OK is the last that the module says before it starts again."""


class Starts:
    """The starts of one scenario.

    :param commands: what is sent to a module that has started, so that it is as scenarios assume
    :param echo: whether it echoes before that
    :param verbose: whether its results are in words before that
    """

    def __init__(self, commands: tuple[str, ...] = (), *, echo: bool = True, verbose: bool = True) -> None:
        self.commands = commands
        self.echo = echo
        self.verbose = verbose
        self.due = False
        """Whether the module has started since these commands were last sent."""

    def stops(self, frame: Frame, command: str) -> bool:
        """Return whether a frame is the last of a module that is about to start again, or to sleep until it does.

        :param command: the command line at work
        """
        if not self.commands or frame.rule is None:
            return False
        if frame.rule.name == "ok":
            return RESTARTS.match(command) is not None
        return frame.rule.name == "psm_status" and "ENTER" in frame.text

    def follow(self, frame: Frame, command: str) -> None:
        """Take note of a frame that tells that the module is back, or will be without a word.

        A module that finds its rate automatically has no RDY (SIM7020 manual, 1.4): the next command comes when it is
        back.

        :param command: the command line at work
        """
        if self.commands and frame.rule is not None:
            restarts = frame.rule.name == "ok" and RESTARTS.match(command) is not None
            back = frame.rule.name == "rdy" or (frame.rule.name == "psm_status" and "EXIT" in frame.text)
            self.due |= restarts or back
