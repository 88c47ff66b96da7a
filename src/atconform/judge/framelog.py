"""The frames that the module has sent in one scenario, and which of them no step has claimed yet."""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Iterator

from atconform.judge.grammar.framer import Frame, FrameKind

GROUPS: dict[FrameKind, str] = {
    "line": "lines",
    "header": "lines",
    "prompt": "lines",
    "payload": "data",
    "raw": "data",
    "echo": "echo",
    "stray": "rest",
    "unknown": "rest",
    "ppp": "rest",
}


class FrameLog:
    """Every frame in its order; what is not claimed is found without looking through what is."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self._unclaimed: dict[str, OrderedDict[int, Frame]] = {group: OrderedDict() for group in GROUPS.values()}

    def __len__(self) -> int:
        return len(self.frames)

    def add(self, frame: Frame, *, claimed: bool = False) -> None:
        """Add a frame.

        :param claimed: whether it asks for no step, since it may come at any time
        """
        frame.position = len(self.frames)
        self.frames.append(frame)
        if not claimed:
            self._unclaimed[GROUPS[frame.kind]][frame.position] = frame

    def claim(self, frame: Frame) -> None:
        """Claim a frame. Idempotent."""
        self._unclaimed[GROUPS[frame.kind]].pop(frame.position, None)

    def take_back(self, frame: Frame) -> None:
        """Ask for a step after all for a frame that was added as claimed."""
        group = self._unclaimed[GROUPS[frame.kind]]
        group[frame.position] = frame
        for later in [other for other in group if other > frame.position]:
            group.move_to_end(later)

    def unclaimed(self) -> Iterator[Frame]:
        """Yield the frames that no step has claimed yet, in order."""
        groups = (tuple(group.values()) for group in self._unclaimed.values() if group)
        return heapq.merge(*groups, key=lambda frame: frame.position)

    def next_line(self) -> Frame | None:
        """Return the first line, header or prompt that no step has claimed yet."""
        return next(iter(self._unclaimed["lines"].values()), None)

    def lines(self) -> tuple[Frame, ...]:
        """Return the lines, headers and prompts that no step has claimed yet."""
        return tuple(self._unclaimed["lines"].values())

    def data(self) -> tuple[Frame, ...]:
        """Return the network data that no step has claimed yet."""
        return tuple(self._unclaimed["data"].values())

    def echoes(self) -> tuple[Frame, ...]:
        """Return the echo that no exchange has claimed yet."""
        return tuple(self._unclaimed["echo"].values())

    def stray(self) -> bytes:
        """Return what came that is no line of the grammar."""
        return b"".join(frame.raw for frame in self._unclaimed["rest"].values() if frame.kind in ("stray", "unknown"))
