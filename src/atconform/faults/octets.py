"""What goes wrong with the bytes of the serial line: they are lost, come twice, or are others."""

from __future__ import annotations

from abc import ABC, abstractmethod

from atconform.emulator.core.effects import Transmit
from atconform.faults.fault import Late, Moment, Rule

TO_HOST, TO_MODULE = "to-host", "to-module"
GARBLED = 0x55
"""Which bits of a byte are others."""


class Octets(Rule, ABC):
    """Something happens to bytes in the midst of what is said, a line or a piece of data at a time."""

    def says(self, said: Transmit) -> Late[Transmit]:
        """Meet what the module says."""
        what = self.given["what"]
        if self.given["way"] != TO_HOST or what not in ("anything", said.kind):
            return (said,)
        return (Transmit(self._changed(said.data), said.kind),)

    def hears(self, data: bytes) -> Late[bytes]:
        """Meet what the host types."""
        return (self._changed(data),) if self.given["way"] == TO_MODULE else (data,)

    def _changed(self, data: bytes) -> bytes:
        text = (self.given["text"] or "").encode("latin-1")
        if not data.strip() or text not in data:
            return data
        count = min(self.given["count"], len(data))
        wanted = (len(data) - count) // 2 if self.given["at"] is None else self.given["at"]
        begin = min(wanted, len(data) - count)
        met = data[begin : begin + count]
        self.strike(f"{count} of {len(data)} bytes {self.given['way']}")
        return data[:begin] + self.instead(met) + data[begin + count :]

    @abstractmethod
    def instead(self, met: bytes) -> bytes:
        """Return what becomes of the bytes."""


class BytesLost(Octets):
    """They get lost."""

    def instead(self, met: bytes) -> bytes:
        """Return nothing."""
        return b""


class BytesDoubled(Octets):
    """They come twice."""

    def instead(self, met: bytes) -> bytes:
        """Return them twice."""
        return met + met


class BytesGarbled(Octets):
    """They are others."""

    def instead(self, met: bytes) -> bytes:
        """Return others."""
        return bytes(byte ^ GARBLED for byte in met)


class Noise(Moment):
    """Bytes come that nobody has sent."""

    def begin(self) -> None:
        """Let them come, to the host."""
        noise = bytes.fromhex(self.given["digits"])
        self.scene.say(noise, "data")
        self.strike(f"{len(noise)} bytes")
