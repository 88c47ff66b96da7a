"""What several of the further SIM7X00 defects are made of."""

from __future__ import annotations

from atconform.emulator.general import escape
from atconform.emulator.netopen.activation import Network

FAMILY = "sim7x00"


class Firmware:
    """All filters, each of which lets everything pass."""

    def speaks(self, piece):
        return (piece,)

    def listens(self, data):
        return data

    def asks(self, request):
        return (request,)

    def hears(self, event):
        return (event,)

    def drives(self, line, high):
        return ((0, line, high),)

    def senses(self, line, high):
        return ((0, line, high),)


class Behind(escape.EscapeDetector):
    """Passes plus signs on behind the data that follows them."""

    def receive(self, data):
        passed, self._data = self._data, (outs := []).append
        try:
            super().receive(data)
        finally:
            self._data = passed
        for out in reversed(outs):
            passed(out)


class ForgetsWith(Network):
    """Forgets settings when the network is closed."""

    forgotten = {}

    def _closed(self, trigger):
        super()._closed(trigger)
        for name, value in self.forgotten.items():
            self.module.settings[name] = value
