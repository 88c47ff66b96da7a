"""PPP in HDLC-like framing on an asynchronous line: flags, escapes, checksum (RFC 1662)."""

from __future__ import annotations

from collections.abc import Iterator

FLAG, ESCAPE, FLIPPED = 0x7E, 0x7D, 0x20
ESCAPED = frozenset((*range(0x20), ESCAPE, FLAG))
"""What is escaped when it is sent: what has a meaning here, and every control character."""
INITIAL, GOOD, POLYNOMIAL = 0xFFFF, 0xF0B8, 0x8408


def _effect(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (POLYNOMIAL if byte & 1 else 0)
    return byte


TABLE = tuple(map(_effect, range(256)))
"""What each byte does to the checksum (RFC 1662, C.2)."""
LONGEST = 4096
"""Bytes after which what has no end is no frame."""


def checksum(data: bytes) -> int:
    """Return the 16 bit FCS before its complement is taken (RFC 1662, C.2)."""
    value = INITIAL
    for byte in data:
        value = value >> 8 ^ TABLE[(value ^ byte) & 0xFF]
    return value


def encode(frame: bytes) -> bytes:
    """Put a frame between flags, with its checksum, and escape what cannot stand as it is."""
    whole = frame + (checksum(frame) ^ INITIAL).to_bytes(2, "little")
    escaped = b"".join(bytes([ESCAPE, byte ^ FLIPPED] if byte in ESCAPED else [byte]) for byte in whole)
    return bytes([FLAG]) + escaped + bytes([FLAG])


def decode(piece: bytes) -> bytes | None:
    """Read what stands between two flags; None where it is no frame, or has a wrong checksum."""
    return next(Decoder().receive(piece), None)


class Decoder:
    """Finds frames in what comes in; what has a wrong checksum is dropped without a word (RFC 1662, 4.3)."""

    def __init__(self) -> None:
        self._frame = bytearray()
        self._escaping = False

    def receive(self, data: bytes) -> Iterator[bytes]:
        """Receive bytes; yields each frame that ends in them, without its checksum."""
        for byte in data:
            if byte == FLAG:
                frame, aborted = bytes(self._frame), self._escaping
                self._frame.clear()
                self._escaping = False
                if len(frame) > 2 and not aborted and checksum(frame) == GOOD:
                    yield frame[:-2]
            elif byte == ESCAPE:
                self._escaping = True
            elif len(self._frame) < LONGEST:
                self._frame.append(byte ^ FLIPPED if self._escaping else byte)
                self._escaping = False
