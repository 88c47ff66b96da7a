"""The frames that the module has sent in one scenario, and which of them no step has claimed yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from itertools import takewhile

from atconform.judge.grammar.frame import Frame, FrameKind

GROUPS: dict[FrameKind, str] = {
    "line": "lines",
    "header": "lines",
    "prompt": "lines",
    "payload": "data",
    "raw": "data",
    "echo": "echo",
    "stray": "rest",
    "unknown": "rest",
    "excess": "rest",
    "ppp": "rest",
}


class FrameLog:
    """Every frame in its order; what is not claimed is found without looking through what is.

    Who waits for a frame looks at each one once, however often something comes.
    """

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self._unclaimed: dict[str, OrderedDict[int, Frame]] = {group: OrderedDict() for group in GROUPS.values()}
        self._set_aside = 0
        self._said: dict[str, int] = {}
        """Where each line stands that tells of what it may tell again: the last of those that are alike."""

    def __len__(self) -> int:
        return len(self.frames)

    def add(self, frame: Frame, *, claimed: bool = False) -> None:
        """Add a frame.

        :param claimed: whether it asks for no step, since it may come at any time
        """
        frame.position = len(self.frames)
        self.frames.append(frame)
        if frame.rule is not None and (frame.rule.repeats or frame.rule.again):
            self._said[frame.text] = frame.position
        if claimed:
            self._set_aside += 1
        else:
            self._unclaimed[GROUPS[frame.kind]][frame.position] = frame

    def claim(self, frame: Frame) -> None:
        """Claim a frame. Idempotent."""
        self._unclaimed[GROUPS[frame.kind]].pop(frame.position, None)

    def take_back(self, frame: Frame) -> None:
        """Ask for a step after all for a frame that was added as claimed."""
        self._set_aside -= 1
        group = self._unclaimed[GROUPS[frame.kind]]
        group[frame.position] = frame
        for later in [other for other in group if other > frame.position]:
            group.move_to_end(later)

    @property
    def unasked(self) -> int:
        """How many pieces came that no step has asked for: lines, and what is none."""
        return self._set_aside + len(self._unclaimed["lines"]) + len(self._unclaimed["rest"])

    def is_unclaimed(self, frame: Frame) -> bool:
        """Return whether no step has claimed a frame yet."""
        return frame.position in self._unclaimed[GROUPS[frame.kind]]

    def unclaimed(self, since: int = 0) -> Iterator[Frame]:
        """Yield the frames from a position on that no step has claimed yet, in order."""
        groups = (self._since(group, since) for group in self._unclaimed.values())
        return iter(sorted((frame for group in groups for frame in group), key=lambda frame: frame.position))

    def _since(self, group: OrderedDict[int, Frame], since: int) -> list[Frame]:
        behind = list(takewhile(lambda position: position >= since, reversed(group)))
        return [group[position] for position in reversed(behind)]

    def fresh(self) -> Callable[[], Iterator[Frame]]:
        """Return what yields, each time that it is called, the unclaimed frames that it has not yielded yet."""
        since = 0

        def look() -> Iterator[Frame]:
            nonlocal since
            for frame in self.unclaimed(since):
                since = frame.position + 1
                yield frame

        return look

    def has_come(self, is_meant: Callable[[Frame], bool], since: int = 0) -> Callable[[], bool]:
        """Make a condition: from a position on a frame has come that is meant, claimed or not."""
        looked_at, found = since, False

        def look() -> bool:
            nonlocal looked_at, found
            while not found and looked_at < len(self.frames):
                found = is_meant(self.frames[looked_at])
                looked_at += 1
            return found

        return look

    def was_said(self, text: str, since: int) -> bool:
        """Return whether a line that may be told again has come from a position on."""
        return self._said.get(text, -1) >= since

    def next_line(self) -> Frame | None:
        """Return the first line, header or prompt that no step has claimed yet."""
        return next(iter(self._unclaimed["lines"].values()), None)

    def lines(self) -> tuple[Frame, ...]:
        """Return the lines, headers and prompts that no step has claimed yet."""
        return tuple(self._unclaimed["lines"].values())

    def data(self, since: int = 0) -> tuple[Frame, ...]:
        """Return the network data from a position on that no step has claimed yet."""
        return tuple(self._since(self._unclaimed["data"], since))

    def echoes(self) -> tuple[Frame, ...]:
        """Return the echo that no exchange has claimed yet."""
        return tuple(self._unclaimed["echo"].values())

    def stray(self) -> bytes:
        """Return what came that is no line of the grammar."""
        return b"".join(frame.raw for frame in self._unclaimed["rest"].values() if frame.kind != "ppp")
