"""What goes wrong with what the module says: unsolicited lines, the prompt, the answer to a command."""

from __future__ import annotations

from abc import ABC, abstractmethod

from atconform.emulator.core.effects import Transmit
from atconform.faults.fault import Late, Rule


class Unsolicited(Rule, ABC):
    """Something happens to unsolicited lines that have a text in them."""

    def says(self, said: Transmit) -> Late[Transmit]:
        """Meet those."""
        text = (self.given["text"] or "").encode("latin-1")
        if said.kind != "unsolicited" or text not in said.data:
            return self.others(said)
        instead = self.instead(said)
        self.strike(told(said))
        return instead

    def others(self, said: Transmit) -> Late[Transmit]:
        """Return what becomes of all else that is said."""
        return (said,)

    @abstractmethod
    def instead(self, said: Transmit) -> Late[Transmit]:
        """Return what becomes of such a line."""


def told(said: Transmit) -> str:
    """Spell what is said for a person."""
    return said.data.strip().decode("latin-1")


class UrcLost(Unsolicited):
    """They get lost."""

    def instead(self, said: Transmit) -> Late[Transmit]:
        """Say nothing."""
        return ()


class UrcLate(Unsolicited):
    """They come late, wherever that is in the middle of."""

    def instead(self, said: Transmit) -> Late[Transmit]:
        """Say it later."""
        return ((self.given["by"], said),)


class UrcInsideAnswer(Rule):
    """An unsolicited line waits for the next answer, and comes before it or in it."""

    _line: Transmit | None = None

    def says(self, said: Transmit) -> Late[Transmit]:
        """Keep the line, and put it where it is to come."""
        if said.kind == "unsolicited" and self._line is None and self._has(said, self.given["text"]):
            self._line = said
            return ()
        if said.kind != "answer" or self._line is None or not self._is_about(said):
            return (said,)
        line, self._line = self._line, None
        self.strike(told(line))
        before, behind = self._cut(said.data)
        return [Transmit(piece.data, piece.kind) for piece in (Transmit(before), line, Transmit(behind)) if piece.data]

    @staticmethod
    def _has(said: Transmit, text: str | None) -> bool:
        return (text or "").encode("latin-1") in said.data

    def _is_about(self, said: Transmit) -> bool:
        """Return whether this is the answer to the command that is meant."""
        command = self.given["command"]
        return command is None or self.scene.seen.is_about(command.upper())

    def _cut(self, answer: bytes) -> tuple[bytes, bytes]:
        """Return what of an answer stands before the line, and what behind it."""
        first_line = answer.find(b"\r\n", 2) + 2
        if self.given["where"] == "before" or first_line < 2 or first_line == len(answer):
            return b"", answer
        return answer[:first_line], answer[first_line:]

    def end(self) -> None:
        """Say what still waits."""
        line, self._line = self._line, None
        if line is not None:
            self.scene.say(line.data, line.kind)


class Answers(Rule, ABC):
    """Something happens to the answer to a command, or to its prompt for data."""

    def says(self, said: Transmit) -> Late[Transmit]:
        """Meet it."""
        command = self.given["command"]
        if said.kind != self.given["what"] or not (command is None or self.scene.seen.is_about(command.upper())):
            return (said,)
        self.strike(self.scene.seen.command)
        return self.instead(said)

    @abstractmethod
    def instead(self, said: Transmit) -> Late[Transmit]:
        """Return what becomes of it."""


class AnswerLost(Answers):
    """It does not come, though the command has done what it does."""

    def instead(self, said: Transmit) -> Late[Transmit]:
        """Say nothing."""
        return ()


class AnswerLate(Answers):
    """It comes late."""

    def instead(self, said: Transmit) -> Late[Transmit]:
        """Say it later."""
        return ((self.given["by"], said),)


class PromptNever(Rule):
    """The prompt for data does not come; the module waits for the data all the same."""

    def says(self, said: Transmit) -> Late[Transmit]:
        """Keep it back."""
        if said.kind != "prompt":
            return (said,)
        self.strike("")
        return ()
