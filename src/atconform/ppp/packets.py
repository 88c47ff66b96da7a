"""The packets of PPP, as declarations: frames, control packets, options (RFC 1661, 2, 5 and 6), texts (RFC 1334)."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from construct import (  # type: ignore[import-untyped]
    Byte,
    Const,
    ConstructError,
    ExprAdapter,
    GreedyBytes,
    GreedyRange,
    IfThenElse,
    Int16ub,
    Optional,
    PascalString,
    Peek,
    Prefixed,
    Struct,
    Terminated,
    obj_,
    this,
)

ADDRESS_AND_CONTROL = b"\xff\x03"

# Either of the two headers may be left out or shortened by the sender (RFC 1661, 6.5 and 6.6).
RECEIVED: Any = Struct(
    "header" / Optional(Const(ADDRESS_AND_CONTROL)),
    "first" / Peek(Byte),
    "protocol" / IfThenElse(this.first & 1, Byte, Int16ub),
    "information" / GreedyBytes,
)
SENT: Any = Struct("header" / Const(ADDRESS_AND_CONTROL), "protocol" / Int16ub, "information" / GreedyBytes)

PACKET: Any = Struct(
    "code" / Byte,
    "identifier" / Byte,
    "data" / Prefixed(ExprAdapter(Int16ub, obj_ - 4, obj_ + 4), GreedyBytes),
)
OPTION: Any = Struct("kind" / Byte, "value" / Prefixed(ExprAdapter(Byte, obj_ - 2, obj_ + 2), GreedyBytes))
OPTIONS: Any = Struct("options" / GreedyRange(OPTION), Terminated)
MESSAGE: Any = PascalString(Byte, "latin-1")


class Code(enum.IntEnum):
    """What a packet of a control protocol says (RFC 1661, 5); from ``PROTOCOL_REJECT`` on, LCP's only."""

    REQUEST = 1
    ACK = 2
    NAK = 3
    REJECT = 4
    TERMINATE = 5
    TERMINATED = 6
    CODE_REJECT = 7
    PROTOCOL_REJECT = 8
    ECHO_REQUEST = 9
    ECHO_REPLY = 10
    DISCARD = 11


class Packet(NamedTuple):
    """A packet of a control protocol."""

    code: int
    identifier: int
    data: bytes = b""


class Option(NamedTuple):
    """One configuration option."""

    kind: int
    value: bytes = b""


def read_frame(frame: bytes) -> tuple[int, bytes] | None:
    """Return protocol and information of a frame; None where it is none."""
    try:
        read = RECEIVED.parse(frame)
    except (ConstructError, TypeError):  # the latter for a frame that ends before the protocol
        return None
    return read.protocol, read.information


def write_frame(protocol: int, information: bytes) -> bytes:
    """Make a frame, with nothing left out."""
    return bytes(SENT.build({"protocol": protocol, "information": information}))


def read_packet(information: bytes) -> Packet | None:
    """Read a packet of a control protocol; None where it is none. What stands behind it is padding."""
    try:
        read = PACKET.parse(information)
    except ConstructError:
        return None
    return Packet(read.code, read.identifier, read.data)


def write_packet(packet: Packet) -> bytes:
    """Make a packet of a control protocol."""
    return bytes(PACKET.build(packet._asdict()))


def read_options(data: bytes) -> list[Option] | None:
    """Read configuration options; None where they do not fit together."""
    try:
        read = OPTIONS.parse(data)
    except ConstructError:
        return None
    return [Option(option.kind, option.value) for option in read.options]


def write_options(options: list[Option]) -> bytes:
    """Make configuration options."""
    return bytes(OPTIONS.build({"options": [option._asdict() for option in options]}))


def write_message(text: str) -> bytes:
    """Make a text that tells its length (RFC 1334, 2.2.2)."""
    return bytes(MESSAGE.build(text))
