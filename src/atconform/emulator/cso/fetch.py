"""CSORXGET: received data waits in the module until the host fetches it (SIM7020 note, 5.5; manual, 6.2.14)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Form, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.cso.figures import Figures
from atconform.emulator.cso.push import push
from atconform.emulator.cso.sockets import Socket, number_range, sockets

OFF, ON, AS_IT_IS, AS_DIGITS, HOW_MUCH = range(5)

FETCH = Setting("cso.fetch", OFF, Int(OFF, ON), command="+CSORXGET")


def keep(module: Device, socket: Socket, data: bytes) -> None:
    """Keep received data, and tell the host once that there is some."""
    socket.inbox += data
    if not socket.notified:
        socket.notified = True
        module.announce(f"+CSORXGET: {ON},{socket.number}")


def switch(module: Device, mode: int) -> Reply:
    """AT+CSORXGET=0 or =1; what waits is put out when it is not to be fetched any more."""
    module.settings[FETCH] = mode
    return ok(then=lambda: push_waiting(module)) if mode == OFF else ok()


def push_waiting(module: Device) -> None:
    """Put out what waits on every socket."""
    for socket in sockets(module).all():
        if socket.inbox:
            push(module, socket, take(socket, len(socket.inbox)))


def take(socket: Socket, length: int) -> bytes:
    """Hand over at most ``length`` of the bytes that wait."""
    data = bytes(socket.inbox[:length])
    del socket.inbox[:length]
    socket.notified = bool(socket.inbox)
    return data


def fetch(module: Device, mode: int, socket: Socket, length: int | None) -> Reply:
    """AT+CSORXGET=2, =3 or =4: hand data over, as it is or as digits, or tell how much there is.

    Lengths count bytes in either case. Data outlives its connection, until the socket is closed.
    """
    if module.settings[FETCH] == OFF:
        return error(module.dialect.not_allowed)
    if mode == HOW_MUCH:
        return ok(f"+CSORXGET: {mode},{socket.number},{len(socket.inbox)}")
    longest = module.figures[Figures].longest_hex_read if mode == AS_DIGITS else module.figures[Figures].longest_read
    if length is not None and length > longest:
        return error(module.dialect.bad_parameter)
    data = take(socket, length or longest)
    head = f"+CSORXGET: {mode},{socket.number},{len(data)},{len(socket.inbox)}"
    return Reply((head,), payload=data.hex().upper().encode() if mode == AS_DIGITS else data)


def configure(module: Device, mode: int, number: int | None, length: int | None) -> Reply:
    """AT+CSORXGET=<mode>[,<id>[,<length>]]: modes 0 and 1 are for all sockets, the others for one."""
    if mode in (OFF, ON):
        return switch(module, mode) if number is None else error(module.dialect.bad_parameter)
    socket = None if number is None else sockets(module).by_number.get(number)
    return error(module.dialect.bad_parameter) if socket is None else fetch(module, mode, socket, length)


def configure_form(module: Device) -> Form:
    """The parameters; a length is never greater than the greatest that any mode takes."""
    return form(
        configure, Int(OFF, HOW_MUCH), Int(0, 255, default=None), Int(1, module.figures[Figures].longest_read, None)
    )


SETTINGS = (FETCH,)

COMMANDS = (
    Command(
        "+CSORXGET",
        test=lambda module: ok(f"+CSORXGET: (0-4),{number_range(module)},(1-{module.figures[Figures].longest_read})"),
        read=lambda module: ok(f"+CSORXGET: {module.settings[FETCH]}"),
        write=configure_form,
    ),
)
