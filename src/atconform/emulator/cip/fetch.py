"""CIPRXGET: received data waits in the module until the host fetches it (SIM800 note, 7.2)."""

from __future__ import annotations

from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import FETCH, SHOW_SOURCE
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.protocol import network as net

OFF, ON, AS_IT_IS, AS_DIGITS, HOW_MUCH = range(5)


def keep(module: Device, connection: Connection, source: str, data: bytes) -> None:
    """Keep received data, and tell the host once that there is some; a datagram that does not fit in is lost."""
    room = room_of(module, connection)
    if room is not None and len(data) > room:
        return
    connection.inbox.put(source, data)
    if not connection.inbox.notified:
        connection.inbox.notified = True
        module.announce(f"+CIPRXGET: 1{numbered(module, connection)}{named(module, source)}")


def room_of(module: Device, connection: Connection) -> int | None:
    """Return how much more a connection can keep; None: whatever comes."""
    buffer = module.figures[Figures].receive_buffer
    return None if buffer is None else max(0, buffer - len(connection.inbox))


def tell_room(module: Device, connection: Connection) -> None:
    """Tell the network how much more can be kept."""
    room = room_of(module, connection)
    kept = module.settings[FETCH] and not stack(module).transparent
    if room is not None and kept and connection.protocol == "TCP" and connection.in_use:
        module.ask(net.Window(connection.link, room))


def numbered(module: Device, connection: Connection) -> str:
    """Spell the connection number where there are several."""
    return f",{connection.number}" if stack(module).multi else ""


def named(module: Device, source: str) -> str:
    """Spell where data came from, if AT+CIPSRIP=1 asks for it."""
    return f",{source}" if source and module.settings[SHOW_SOURCE] else ""


def switch(module: Device, mode: int) -> Reply:
    """AT+CIPRXGET=0 or =1: has to be set before the connection is made (note, 7.2)."""
    cip = stack(module)
    if any(cip.live()):
        return refuse(module)
    module.settings[FETCH] = mode
    return ok()


def lengths(module: Device, mode: int) -> tuple[int, int]:
    """Return the least and greatest length that a mode takes."""
    figures = module.figures[Figures]
    if mode == HOW_MUCH:
        return figures.count_lengths
    return 1, figures.longest_hex_read if mode == AS_DIGITS else figures.longest_read


def fetch(module: Device, mode: int, number: int, length: int | None) -> Reply:
    """AT+CIPRXGET=2, =3 or =4: hand data over, as it is or as digits, or tell how much there is.

    Data outlives its connection, until the number is used again; of a connection that is closed nothing waits, which
    mode 4 tells (records of a SIM800L and a SIM7000G).
    """
    connection = stack(module).connections[number]
    inbox = connection.inbox
    if not module.settings[FETCH] or not (connection.in_use or inbox or mode == HOW_MUCH):
        return refuse(module)
    least, longest = lengths(module, mode)
    if length is not None and not least <= length <= longest:
        return error(module.dialect.bad_parameter)
    head = f"+CIPRXGET: {mode}{numbered(module, connection)}"
    if mode == HOW_MUCH:
        return ok(f"{head},{len(inbox)}")
    source = named(module, inbox.source)
    data = inbox.take(length or longest)
    if data:
        tell_room(module, connection)
    payload = data.hex().upper().encode() if mode == AS_DIGITS else data
    return Reply((f"{head},{len(data)},{len(inbox)}{source}",), payload=payload)


def fetch_single(module: Device, mode: int, length: int | None) -> Reply:
    """AT+CIPRXGET=<mode>[,<length>] in single connection mode."""
    if mode in (OFF, ON):
        return switch(module, mode) if length is None else error(module.dialect.bad_parameter)
    return fetch(module, mode, 0, length)


def fetch_multi(module: Device, mode: int, number: int | None, length: int | None) -> Reply:
    """AT+CIPRXGET=<mode>[,<n>[,<length>]] in multi connection mode."""
    if mode in (OFF, ON):
        return switch(module, mode) if number is None else error(module.dialect.bad_parameter)
    return error(module.dialect.bad_parameter) if number is None else fetch(module, mode, number, length)


def fetch_form(module: Device) -> Form:
    """The parameters, with the connection number behind the mode in multi connection mode."""
    longest = max(lengths(module, mode)[1] for mode in (AS_IT_IS, AS_DIGITS, HOW_MUCH))
    mode, length = Int(OFF, HOW_MUCH), Int(0, longest, default=None)
    if stack(module).multi:
        return form(fetch_multi, mode, Int(0, module.figures[Figures].connections - 1, default=None), length)
    return form(fetch_single, mode, length)


def fetch_test(module: Device) -> Reply:
    """AT+CIPRXGET=?."""
    number = f"(0-{module.figures[Figures].connections - 1})," if stack(module).multi else ""
    return ok(f"+CIPRXGET: (0-4),{number}(1-{module.figures[Figures].longest_read})")


COMMANDS = (
    Command(
        "+CIPRXGET",
        test=fetch_test,
        read=lambda module: ok(f"+CIPRXGET: {module.settings[FETCH]}"),
        write=fetch_form,
    ),
)
