"""A client's dialogue played at an emulated module, in virtual time: where the client would give up, it is told."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from atconform.base.units import SECOND
from atconform.protocol.peer import Address, PeerClose, PeerEvent, PeerRequest, PeerReset, PeerSend
from atconform.protocol.transport import ModuleBytes
from atconform.virtual.named import switched_on
from tests.clients.dialogue import Dialogue, Step

NOBODY = 8501
"""A port of the server's host at which nobody listens."""


class GivesUp(AssertionError):
    """The client does not go on.

    :param step: what it has sent, or waited for
    :param why: what came instead
    """

    def __init__(self, title: str, phase: str, step: str, why: str) -> None:
        super().__init__(f"{title}, {phase}: {step} {why}")
        self.step = step


class Player:
    """Plays one dialogue.

    :param waiting: commands that are known not to be answered as the client wants; it goes on as if they were
    :param begins: how long the module has been on when the client begins, in seconds
    """

    def __init__(self, dialogue: Dialogue, waiting: Iterable[str] = (), *, begins: float = 0) -> None:
        self.dialogue = dialogue
        self.waiting = set(waiting)
        self.missed: dict[str, str] = {}
        """What came instead for those of them that were met."""
        self.transport = switched_on(dialogue.family, normal_delays=True)
        self.transport.network.conditions.segment = 1460
        server = self.transport.network.peers.open("echo", "server", dialogue.protocol)
        server.reaction = self._echo
        self._calls: dict[str, int] = {}
        self._phase = ""
        self._unread = ""
        self._data = b""
        self._arrived: dict[str, bytes] = {}
        self.conversation: list[str] = []
        """All that was said, for who wants to look."""
        self.values = {
            "host": server.address.ip,
            "port": str(server.address.port),
            "closed-port": str(NOBODY),
            "link": "0",
            **dialogue.values,
        }
        self._pass(begins)
        self._unread = ""

    def play(self) -> None:
        """Play all of it.

        :raises GivesUp: the client does
        """
        for phase in self.dialogue.order:
            self._phase = phase
            for step in self.dialogue.phases[phase]:
                self._play(step)
                if step.vital and self._name(step) in self.missed:
                    return

    def _play(self, step: Step) -> None:
        if step.when and self.values.get(step.when, "0") in ("", "0"):
            return
        self.values.update(step.set)
        if step.echo:
            self._exchange(step.echo)
            return
        self._far_end(step)
        for attempt in range(step.tries):
            self._say(step)
            fault = self._hear(step)
            if fault is None:
                break
            if attempt + 1 < step.tries:
                self._pass(step.pause)
                continue
            if self._name(step) in self.waiting:
                self.missed[self._name(step)] = fault
            elif not step.optional:
                raise GivesUp(self.dialogue.title, self._phase, self._name(step), fault)
        if step.tries == 1:
            self._pass(step.pause)

    # --- what a step does ---

    def _name(self, step: Step) -> str:
        """Return what a list calls it: as it stands in the dialogue."""
        said = step.send if step.send is not None else step.raw
        return said or ("data" if step.data else "/".join(self._expected(step)))

    def _far_end(self, step: Step) -> None:
        if step.power:
            self.transport.power_cycle()
            self._unread = ""
        if not step.peer:
            return
        call = self._calls[self.values["link"]]
        request: PeerRequest
        match step.peer:
            case "closes":
                request = PeerClose("echo", call)
            case "resets":
                request = PeerReset("echo", call)
            case _:
                request = PeerSend("echo", call, b"unasked for")
        self.transport.network.peer_request(request, self.transport.now())

    def _say(self, step: Step) -> None:
        if step.data:
            self._write(self._data)
        elif step.raw is not None:
            self._write(self._filled(step.raw).encode("latin-1"))
        elif step.send is not None:
            if self.dialogue.forgets:
                self._unread = ""
            self._write((self._filled(step.send) + self.dialogue.end).encode("latin-1"))

    def _write(self, data: bytes) -> None:
        self.conversation.append(f"{self.transport.now() / SECOND:9.3f} > {data!r}")
        self.transport.write(data)

    def _filled(self, text: str) -> str:
        for name, value in self.values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def _expected(self, step: Step) -> tuple[str, ...]:
        return (step.expect,) if isinstance(step.expect, str) else step.expect

    # --- what has to come ---

    def _hear(self, step: Step) -> str | None:
        """Wait for what a step expects; return what speaks against it."""
        wanted = self._patterns(self._expected(step))
        if not wanted:
            return None
        patience = self.dialogue.patience if step.patience is None else step.patience
        refused = self._patterns(self.dialogue.refuse if step.refuse is None else step.refuse)
        deadline = self.transport.now() + int(patience * SECOND)
        while True:
            came = self._first(wanted)
            against = self._first(refused)
            if came and (not against or came.end() <= against.end()):
                self.values.update({name: value or "" for name, value in came.groupdict().items()})
                self._unread = self._unread[came.end() :]
                return self._take(step, deadline)
            if against:
                answer, self._unread = self._unread[: against.end()], self._unread[against.end() :]
                return f"answered {' '.join(answer.split())}"
            if not self._listen(deadline):
                return f"not answered in {patience:g} s" + (f", but {self._unread[-60:]!r}" if self._unread else "")

    def _patterns(self, texts: Iterable[str]) -> list[re.Pattern[str]]:
        return [re.compile(self._filled(text)) for text in texts]

    def _first(self, patterns: list[re.Pattern[str]]) -> re.Match[str] | None:
        found = [match for pattern in patterns if (match := pattern.search(self._unread[: self._limit()]))]
        return min(found, key=lambda match: match.end(), default=None)

    def _limit(self) -> int:
        """Where unasked data begins that has not come in full."""
        unasked = self.dialogue.receiving.unasked
        match = re.search(unasked, self._unread) if unasked else None
        return match.start() if match else len(self._unread)

    def _take(self, step: Step, deadline: int) -> str | None:
        """Read the data that follows what was expected."""
        if not step.take:
            return None
        length = int(self.values[step.take]) * (2 if self.dialogue.receiving.hexadecimal else 1)
        while len(self._unread) < length:
            if not self._listen(deadline):
                return f"brought {len(self._unread)} of {length} bytes of data"
        data, self._unread = self._unread[:length], self._unread[length:]
        self._keep(self.values["link"], data)
        return None

    def _keep(self, link: str, data: str) -> None:
        read = bytes.fromhex(data) if self.dialogue.receiving.hexadecimal else data.encode("latin-1")
        self._arrived[link] = self._arrived.get(link, b"") + read

    def _listen(self, deadline: int) -> bool:
        """Wait for more of the module; return whether some came."""
        while (event := self.transport.step(deadline)) is not None:
            if isinstance(event.body, ModuleBytes):
                self.conversation.append(f"{event.at.latest / SECOND:9.3f} < {event.body.data!r}")
                self._unread += event.body.data.decode("latin-1")
                self._take_unasked()
                return True
        return False

    def _take_unasked(self) -> None:
        """Take out what comes of data without being asked for, as far as it has come."""
        receiving = self.dialogue.receiving
        while receiving.unasked and (match := re.search(receiving.unasked, self._unread)):
            end = match.end() + int(match["count"])
            if len(self._unread) < end:
                return
            self._keep(match.groupdict().get("link") or self.values["link"], self._unread[match.end() : end])
            self._unread = self._unread[: match.start()] + self._unread[end:]
        while receiving.inline and (match := re.search(receiving.inline, self._unread)):
            self._keep(match.groupdict().get("link") or self.values["link"], match["data"])
            self._unread = self._unread[: match.start()] + self._unread[match.end() :]

    def _pass(self, seconds: float) -> None:
        deadline = self.transport.now() + int(seconds * SECOND)
        while self._listen(deadline):
            pass

    # --- the echo ---

    def _exchange(self, length: int) -> None:
        sending, receiving = self.dialogue.sending, self.dialogue.receiving
        assert sending is not None
        link = self.values["link"]
        data = random.Random(length).randbytes(length)
        self._arrived[link] = b""
        sent = 0
        while sent < length:
            self._data = data[sent : sent + sending.chunk]
            self.values["length"] = str(len(self._data))
            for step in sending.steps:
                self._play(step)
            sent += len(self._data)
        deadline = self.transport.now() + int(receiving.patience * SECOND)
        while len(had := self._arrived[link]) < length:
            for step in receiving.steps:
                waiting = int(self.values.get("waiting") or 0)
                self.values["count"] = str(min(receiving.chunk, waiting or receiving.chunk))
                self._play(step)
            if len(self._arrived[link]) > len(had):
                deadline = self.transport.now() + int(receiving.patience * SECOND)
            elif self.transport.now() >= deadline:
                raise GivesUp(self.dialogue.title, self._phase, "the echo", f"brought {len(had)} of {length} bytes")
            elif receiving.steps:
                self._pass(receiving.pause or 0.1)
            else:
                self._listen(deadline)
        assert self._arrived[link] == data, f"{self.dialogue.title}: other data came back than was sent"

    def _echo(self, event: PeerEvent) -> Iterable[PeerRequest]:
        if event.kind == "connected":
            self._calls[self.values["link"]] = event.connection
        if event.kind == "received":
            to: Address | None = event.address if self.dialogue.protocol == "UDP" else None
            yield PeerSend("echo", event.connection, event.data, to)
