"""CSTT, CIICR, CIFSR, CIPSHUT, CIPCSGP: the bearer of the TCP/IP stack (SIM800 note, 2.1.1 and 9)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.cip.activation import activate, shut
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import BEARER, Bearer
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import PENDING, Reply, error, ok, text

CSD, GPRS = 0, 1
BEARERS = ("+CIPCSGP: 0-CSD,DIALNUMBER,USER NAME,PASSWORD,RATE(0-3)", "+CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD")


def default_apn(module: Device) -> tuple[str, str, str]:
    """Return APN, user name and password where AT+CSTT gave none: those of AT+CIPCSGP, or the family's own."""
    mode, apn, user, password, _ = module.settings[BEARER]
    return (apn or module.figures[Figures].default_apn, user, password) if mode == GPRS else (apn, user, password)


def set_apn(module: Device, apn: str, user: str, password: str) -> Reply:
    """AT+CSTT: start the task with this APN."""
    context = stack(module).context
    if not context.machine.permits("CSTT"):
        return refuse(module)
    context.machine.pull("CSTT")
    context.apn, context.user, context.password = apn, user, password
    return ok()


def apn_form(module: Device) -> Form:
    """The parameters of AT+CSTT."""
    longest = module.figures[Figures].longest_apn
    return form(set_apn, Text(longest), Text(longest, default=""), Text(longest, default=""))


def read_apn(module: Device) -> Reply:
    """AT+CSTT?: the APN, user name and password in use."""
    context = stack(module).context
    set_ = bool(context.apn) or not module.figures[Figures].tells_default_apn
    apn, user, password = (context.apn, context.user, context.password) if set_ else default_apn(module)
    return ok(f'+CSTT: "{apn}","{user}","{password}"')


def start_with_defaults(module: Device) -> Reply:
    """AT+CSTT without parameters."""
    return set_apn(module, *default_apn(module))


def bring_up(module: Device) -> Reply:
    """AT+CIICR: bring up the wireless connection; OK when it is up."""
    cip = stack(module)
    context = cip.context
    if not context.machine.permits("CIICR"):
        return refuse(module)
    context.machine.pull("CIICR")
    answer = module.interpreter.defer()

    def refused() -> None:
        module.announce("+PDP: DEACT")
        answer(error(module.dialect.not_allowed))

    activate(cip, context, lambda: answer(ok()), refused)
    return PENDING


def tell_address(module: Device, spell: Callable[[str], Reply]) -> Reply:
    """Answer with the local address, where the state permits it."""
    context = stack(module).context
    if not context.machine.permits("CIFSR"):
        return refuse(module)
    context.machine.pull("CIFSR")
    return spell(context.address)


def local_address(module: Device) -> Reply:
    """AT+CIFSR: the local address, without OK."""
    return tell_address(module, text)


def shut_down(module: Device) -> Reply:
    """AT+CIPSHUT: close every connection of the context and deactivate it; SHUT OK."""
    cip = stack(module)
    shut(cip, cip.context)
    return text("SHUT OK")


def bearer_form(module: Device) -> Form:
    """The parameters of AT+CIPCSGP."""
    text = Text(50, default="")
    if not module.figures[Figures].circuit_switched_bearer:
        return form(set_bearer, Int(GPRS, GPRS), text, text, text)
    return form(set_bearer, Int(CSD, GPRS), text, text, text, Int(0, 3, default=None))


def bearers(module: Device) -> Reply:
    """AT+CIPCSGP=?."""
    return ok(*BEARERS[CSD if module.figures[Figures].circuit_switched_bearer else GPRS :])


def set_bearer(module: Device, mode: int, first: str, user: str, password: str, rate: int | None = None) -> Reply:
    """AT+CIPCSGP=: circuit-switched with number and rate, or GPRS with an APN; GPRS has no rate."""
    if mode == GPRS and rate is not None:
        return error(module.dialect.bad_parameter)
    module.settings[BEARER] = Bearer(mode, first, user, password, rate)
    return ok()


def read_bearer(module: Device) -> Reply:
    """AT+CIPCSGP?."""
    mode, _, _, _, rate = module.settings[BEARER]
    apn, user, password = default_apn(module)
    return ok(f'+CIPCSGP: {mode},"{apn}","{user}","{password}"' + ("" if rate is None else f",{rate}"))


COMMANDS = (
    Command(
        "+CSTT",
        test=('+CSTT: "APN","USER","PWD"',),
        read=read_apn,
        write=apn_form,
        execute=start_with_defaults,
    ),
    Command("+CIICR", test=(), execute=bring_up),
    Command("+CIFSR", test=(), execute=local_address),
    Command("+CIPSHUT", test=(), execute=shut_down),
    Command(
        "+CIPCSGP",
        test=bearers,
        read=read_bearer,
        write=bearer_form,
    ),
)
