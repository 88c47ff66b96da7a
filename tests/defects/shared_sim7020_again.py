"""What several of the further SIM7020 defects are made of."""

from __future__ import annotations

import re


class Firmware:
    """What the module hears and says, as it should be; a defect changes some of it."""

    typed = b""
    line = b""
    """The last command line."""

    def command(self, line: bytes) -> None:
        """Take note of a command line."""

    def listens(self, data):
        """Hear the host."""
        self.typed = (self.typed + data)[-4000:]
        *lines, self.typed = self.typed.split(b"\r")
        for line in lines:
            found = re.search(rb"AT[^\r]*$", line)
            if found is not None:
                self.line = found[0]
                self.command(found[0])
        return data

    def speaks(self, piece):
        """Say what the module says."""
        return (piece,)

    def asks(self, request):
        """Ask the network."""
        return (request,)

    def hears(self, event):
        """Hear the network."""
        return (event,)

    def drives(self, line, high):
        """Drive a modem line."""
        return ((0, line, high),)

    senses = drives


class Clients(Firmware):
    """Something is otherwise for the clients of the server, in single connection mode."""

    client = False

    def speaks(self, piece):
        if re.match(rb"\r\nREMOTE IP: ?[\d.]+\r\n", piece):
            self.client = True
        elif re.match(rb"\r\nCONNECT OK\r\n", piece):
            self.client = False
        return self.otherwise(piece) if self.client else (piece,)

    def otherwise(self, piece):
        """Put out what a client is told; overridden by what a defect does wrong."""
        return (piece,)
