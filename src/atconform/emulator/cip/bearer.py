"""CSTT, CIICR, CIFSR, CIPSHUT, CIPCSGP: the bearer of the TCP/IP stack (SIM800 note, 2.1.1 and 9)."""

from __future__ import annotations

from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.command import Command, Int, Text, form
from atconform.emulator.module import Module
from atconform.emulator.replies import PENDING, Reply, error, ok, text

CSD, GPRS = 0, 1


def default_apn(module: Module) -> tuple[str, str, str]:
    """Tell APN, user name and password where AT+CSTT gave none: those of AT+CIPCSGP, or the family's own."""
    mode, apn, user, password, _ = module.settings["cip.bearer"]
    return (apn or module.dialect.default_apn, user, password) if mode == GPRS else (apn, user, password)


def set_apn(module: Module, apn: str, user: str, password: str) -> Reply:
    """AT+CSTT: start the task with this APN."""
    context = stack(module).context
    if not context.machine.permits("CSTT"):
        return refuse(module)
    context.machine.pull("CSTT")
    context.apn, context.user, context.password = apn, user, password
    return ok()


def read_apn(module: Module) -> Reply:
    """AT+CSTT?: the APN, user name and password in use."""
    context = stack(module).context
    apn, user, password = (context.apn, context.user, context.password) if context.apn else default_apn(module)
    return ok(f'+CSTT: "{apn}","{user}","{password}"')


def start_with_defaults(module: Module) -> Reply:
    """AT+CSTT without parameters."""
    return set_apn(module, *default_apn(module))


def bring_up(module: Module) -> Reply:
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

    cip.activate(context, lambda: answer(ok()), refused)
    return PENDING


def local_address(module: Module) -> Reply:
    """AT+CIFSR: the local address, without OK."""
    context = stack(module).context
    if not context.machine.permits("CIFSR"):
        return refuse(module)
    context.machine.pull("CIFSR")
    return text(context.address)


def shut_down(module: Module) -> Reply:
    """AT+CIPSHUT: close every connection of the context and deactivate it; SHUT OK."""
    cip = stack(module)
    cip.shut(cip.context)
    return text("SHUT OK")


def set_bearer(module: Module, mode: int, first: str, user: str, password: str, rate: int | None) -> Reply:
    """AT+CIPCSGP: circuit-switched with number and rate, or GPRS with an APN; GPRS has no rate."""
    if mode == GPRS and rate is not None:
        return error(module.dialect.bad_parameter)
    module.settings["cip.bearer"] = (mode, first, user, password, rate)
    return ok()


def read_bearer(module: Module) -> Reply:
    """AT+CIPCSGP?."""
    mode, _, _, _, rate = module.settings["cip.bearer"]
    apn, user, password = default_apn(module)
    return ok(f'+CIPCSGP: {mode},"{apn}","{user}","{password}"' + ("" if rate is None else f",{rate}"))


COMMANDS = (
    Command(
        "+CSTT",
        test=('+CSTT: "APN","USER","PWD"',),
        read=read_apn,
        write=form(set_apn, Text(50), Text(50, default=""), Text(50, default="")),
        execute=start_with_defaults,
    ),
    Command("+CIICR", test=(), execute=bring_up),
    Command("+CIFSR", test=(), execute=local_address),
    Command("+CIPSHUT", test=(), execute=shut_down),
    Command(
        "+CIPCSGP",
        test=(
            "+CIPCSGP: 0-CSD,DIALNUMBER,USER NAME,PASSWORD,RATE(0-3)",
            "+CIPCSGP: 1-GPRS,APN,USER NAME,PASSWORD",
        ),
        read=read_bearer,
        write=form(
            set_bearer,
            Int(CSD, GPRS),
            Text(50, default=""),
            Text(50, default=""),
            Text(50, default=""),
            Int(0, 3, default=None),
        ),
    ),
)
