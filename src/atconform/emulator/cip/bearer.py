"""CSTT, CIICR, CIFSR, CIPSHUT: the bearer of the TCP/IP stack (SIM800 note, 2.1.1 and 9)."""

from __future__ import annotations

from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.command import Command, Text, form
from atconform.emulator.module import Module
from atconform.emulator.replies import PENDING, Reply, error, ok, text


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
    apn = context.apn or module.dialect.default_apn
    return ok(f'+CSTT: "{apn}","{context.user}","{context.password}"')


def start_with_defaults(module: Module) -> Reply:
    """AT+CSTT without parameters: the default APN, no user name, no password."""
    return set_apn(module, module.dialect.default_apn, "", "")


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
)
