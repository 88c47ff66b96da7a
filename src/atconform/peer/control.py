"""What a test host and a remote far end say to each other.

One connection for each test host, over TLS except on one machine. Either side writes JSON, one message a line, and
refuses what is not one of these messages. The test host signs in and is welcomed or refused; then it asks, and the far
end answers every request and tells every event in the order in which they came about.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from atconform.protocol.peer import (
    Message,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerEvent,
    PeerReset,
    PeerSend,
    Role,
    TransportProtocol,
)

VERSION = 1
"""Counted up whenever a message changes its meaning."""
LONGEST_LINE = 256 * 1024
"""Bytes. A message carries at most :data:`PIECE` bytes of data, which base64 makes a third longer."""
PIECE = 64 * 1024


class SignIn(Message, frozen=True):
    """The first message of a test host."""

    version: int
    token: str


class Welcome(Message, frozen=True):
    """The answer to the right token; ``now`` is the far end's clock, in microseconds since whenever it began."""

    now: int


class Refused(Message, frozen=True):
    """The answer to a wrong token or version, or where there is no room; the connection ends."""

    why: str


class Open(Message, frozen=True):
    """Make a peer; the answer says its port."""

    peer: Annotated[str, msgspec.Meta(max_length=100)]
    role: Role
    protocol: TransportProtocol


class CloseAll(Message, frozen=True):
    """Close every peer of this test host."""


class StayAwake(Message, frozen=True):
    """Ask for nothing, but that the session goes on."""


class Ask(Message, frozen=True):
    """A request, with a number that its answer repeats."""

    number: int
    request: Open | CloseAll | StayAwake | PeerSend | PeerConnect | PeerClose | PeerReset | PeerAcknowledge


class Answer(Message, frozen=True):
    """What became of a request: ``fault`` says why it was not carried out, and is empty where it was."""

    number: int
    now: int
    port: int = 0
    fault: str = ""


class Happened(Message, frozen=True):
    """Something happened at a peer, at this time of the far end's clock."""

    at: int
    event: PeerEvent


FROM_TEST_HOST = msgspec.json.Decoder(Ask)
FROM_NEW_TEST_HOST = msgspec.json.Decoder(SignIn)
FROM_PEERS = msgspec.json.Decoder(Answer | Happened)
FROM_NEW_PEERS = msgspec.json.Decoder(Welcome | Refused)
_encoder = msgspec.json.Encoder()


def line_of(message: Message) -> bytes:
    """Write a message as a line."""
    return _encoder.encode(message) + b"\n"
