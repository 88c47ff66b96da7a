"""Transparent mode: what is typed goes to the network, what arrives goes to the serial line (SIM800 note, 2.2).

Data is collected and sent when SendSz bytes are there, or when nothing has been typed for WaitTm steps (AT+CIPCCFG).
"""

from __future__ import annotations

from atconform.emulator.cip.stack import Connection, refuse, stack
from atconform.emulator.command import Command, Int, form
from atconform.emulator.escape import EscapeDetector
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import Reply, ok, result
from atconform.network import messages as net
from atconform.timers import Timer


class DataMode(Part):
    """The serial line as a pipe to one connection."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.connection: Connection | None = None
        self._collected = bytearray()
        self._waiting: Timer | None = None
        self._kept = bytearray()
        self._escape = EscapeDetector(module, self._data, self._escaped)
        self._dtr_low_since: int | None = 0

    # --- in and out of data mode ---

    @property
    def active(self) -> bool:
        """Whether the serial line carries data at present."""
        return self.module.input_mode is self

    def enter(self, connection: Connection) -> None:
        """Report CONNECT and carry data from now on."""
        self.connection = connection
        self.module.transmit(self.module.interpreter.spell_result("CONNECT"))
        self.carry()

    def carry(self) -> None:
        """Carry data from now on; what arrived meanwhile is put out first."""
        self._escape.reset()
        self.module.input_mode = self
        self.module.drive_line("DCD", high=False)
        kept, self._kept = bytes(self._kept), bytearray()
        self.put_out(kept)

    def leave(self) -> None:
        """Go back to command mode because the connection has ended."""
        self._flush()
        self.connection_dropped()
        if self.active:
            self.module.input_mode = None

    def connection_dropped(self) -> None:
        """Take note that the connection is gone; DCD tells."""
        if self.connection is not None:
            self.connection = None
            self._kept.clear()
            self.module.drive_line("DCD", high=True)

    def _escaped(self) -> None:
        self._flush()
        self.module.input_mode = None
        self.module.transmit(self.module.interpreter.spell_result("OK"))
        self.module.command_line_done()

    # --- host to network ---

    def receive(self, data: bytes) -> None:
        """Take in what the host typed."""
        if self.module.settings["cip.ccfg"][3]:
            self._escape.receive(data)
        else:
            self._data(data)

    def _data(self, data: bytes) -> None:
        _, wait, size, *_ = self.module.settings["cip.ccfg"]
        self._collected += data
        while len(self._collected) >= size:
            self._send(size)
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = (
            self.module.after(wait * self.module.dialect.wait_step, self._flush) if self._collected else None
        )

    def _flush(self) -> None:
        if self._collected:
            self._send(len(self._collected))

    def _send(self, size: int) -> None:
        data = bytes(self._collected[:size])
        del self._collected[:size]
        if self.connection is not None:
            self.connection.sent += len(data)
            self.module.ask(net.Send(self.connection.link, data))

    # --- network to host ---

    def put_out(self, data: bytes) -> None:
        """Put received data on the serial line, nothing added; kept while the module is in command mode."""
        if self.active:
            self.module.transmit(data)
        else:
            self._kept += data

    # --- DTR ---

    def line_changed(self, line: str, *, high: bool) -> None:
        """Leave data mode when DTR goes high after having been low long enough, if AT&D1 asks for it (2.2.4)."""
        if line != "DTR":
            return
        low_since, self._dtr_low_since = self._dtr_low_since, None if high else self.module.now
        if high and self.active and self.module.settings["dtr"] == 1 and low_since is not None:
            if self.module.now - low_since >= self.module.dialect.dtr_low:
                self._escaped()


def return_to_data(module: Module) -> Reply:
    """ATO: back to data mode if the connection is still there (2.2.4)."""
    mode = module.part(DataMode)
    if mode.connection is None or mode.connection.status != "CONNECTED":
        return refuse(module)
    return result("CONNECT", then=mode.carry)


def set_transparent(module: Module, on: int) -> Reply:
    """AT+CIPMODE: whether a connection leads to data mode; not valid in multi connection mode (3)."""
    cip = stack(module)
    if cip.multi or any(cip.live()):
        return refuse(module)
    module.settings["cip.transparent"] = on
    return ok()


COMMANDS = (
    Command("O", write=form(lambda module, _: return_to_data(module), Int(0, 0)), execute=return_to_data),
    Command(
        "+CIPMODE",
        test=("+CIPMODE: (0-NORMAL MODE,1-TRANSPARENT MODE)",),
        read=lambda module: ok(f"+CIPMODE: {module.settings['cip.transparent']}"),
        write=form(set_transparent, Int(0, 1)),
    ),
)
