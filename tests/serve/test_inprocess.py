"""What a program in the same process may do to a module that takes nothing at present."""

import pytest

from atconform.serve.inprocess import CHANGES, InProcessEndpoint

FOREVER = 10_000


class Loop:
    """A reactor and a sink in one: what is to be done soon is done when the test says so."""

    room = 4096

    def __init__(self):
        self.endpoint = InProcessEndpoint()
        self.endpoint.attach(self, self)
        self._soon = []
        self.seen = []

    def call_soon(self, action):
        self._soon.append(action)

    def received(self, data):
        self.seen.append(data)

    def line_set(self, line, *, high):
        self.seen.append((line, high))

    def takes(self):
        """Let the module take what waits; return that."""
        self.endpoint.hold(False)
        while self._soon:
            self._soon.pop(0)()
        return self.seen


@pytest.fixture
def loop():
    return Loop()


@pytest.mark.parametrize("lines", [["DTR"], ["DTR", "RTS"]])
def test_of_lines_that_are_toggled_for_ever_the_latest_levels_are_kept(loop, lines):
    loop.endpoint.hold(True)
    loop.endpoint.send(b"before", 1)
    for number in range(FOREVER + 1):
        for line in lines:
            loop.endpoint.drive(line, high=bool(number % 2))
    loop.endpoint.send(b"after", 1)
    seen = loop.takes()
    assert (seen[0], seen[-1]) == (b"before", b"after")
    assert len(seen) <= CHANGES + len(lines) + 3
    assert dict(seen[1:-1]) == dict.fromkeys(lines, False)


def test_a_few_changes_are_all_seen_in_their_order(loop):
    loop.endpoint.hold(True)
    loop.endpoint.drive("DTR", high=True)
    loop.endpoint.send(b"x", 1)
    loop.endpoint.drive("DTR", high=False)
    loop.endpoint.drive("DTR", high=True)
    assert loop.takes() == [("DTR", True), b"x", ("DTR", False), ("DTR", True)]
