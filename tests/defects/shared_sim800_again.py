"""What several of the further SIM800 defects are made of."""

from __future__ import annotations

import re

from tests.defects.cip_filters import Firmware


class SaysItWasSent(Firmware):
    """Say SEND OK when the data has been typed, where ``hasty`` tells so; what is said in due time is left out."""

    sendings = 0
    unsaid = 0
    quick = False
    number = b""

    def hasty(self):
        return True

    def command(self, data):
        if found := re.match(rb"AT\+CIPQSEND=([01])", data):
            self.quick = found[1] == b"1"
        if found := re.match(rb"AT\+CIPSEND=(\d)\r", data):
            self.number = found[1] + b", "
        if self.entering and data.endswith(b"\x1a"):
            hasty = self.hasty() and not self.quick
            self.sendings += 1
            if hasty:
                self.unsaid += 1
                self.entering = False
                return data, b"\r\n" + self.number + b"SEND OK\r\n"
        return data

    def piece(self, piece):
        if b"SEND OK" in piece and self.unsaid:
            self.unsaid -= 1
            return ()
        return (piece,)


def signed(found):
    """Spell a port as a number of sixteen bits with a sign."""
    port = int(found[2])
    return found[1] + str(port - 0x10000 if port >= 0x8000 else port).encode()
