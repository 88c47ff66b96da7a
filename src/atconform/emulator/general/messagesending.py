"""Sending a short message: AT+CMGS.

SIM800, SIM7000 and SIM7020 AT command manuals, 4.2.5; SIM7500/SIM7600, 9.2.13. The network takes every message and
delivers it to nobody, and nothing of it is kept but the number that the next one gets. The errors are of the list that
all manuals have (3GPP TS 27.005, 3.2.5). Which of them a module gives where is our reading, but for 304 to a length
that no PDU has (example of the SIM7500/SIM7600 manual, page 83).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Form, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import PENDING, Reply, error, message_error, ok, prompt
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import charset
from atconform.emulator.general.messagesettings import LONGEST_IN_UCS2, NUMBER
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.sim import with_card
from atconform.emulator.general.sms import CMGF


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of sending. Times in microseconds."""

    acceptance_delay: int = delay(270 * MS, normal=3 * SECOND)
    """How long the network takes to accept a message."""


PROMPT = b"> "
"""3GPP TS 27.005, 4.3. SIM7X00 asks for data of TCP/IP in another way."""
INVALID_PDU, INVALID_TEXT, NO_NETWORK = 304, 305, 331
LONGEST_TPDU = 164
"""3GPP TS 23.040, 9.2.2.2: SMS-SUBMIT, in octets."""
LONGEST_SERVICE_CENTRE = 11
LONGEST_PDU = 2 * (1 + LONGEST_SERVICE_CENTRE + LONGEST_TPDU)
LONGEST_TEXT: Mapping[str, int] = {charset.UCS2: 70 * 4, charset.HEX: 160 * 2}
"""How many characters are typed at most for a text, by the character set of the host."""
LONGEST_OTHER_TEXT = 160

NEXT_REFERENCE = Setting("message reference", 0, Int(0, 255), Saved.AT_ONCE)
"""TP-MR of the next message; the card keeps it (3GPP TS 31.102, EF SMSS)."""


def send_text(module: Device, number: str, _: int | None) -> Reply:
    """AT+CMGS=<number>[,<type>] in text mode: ask for the text."""
    given = charset.given(module, number)
    if given is None or not NUMBER.fullmatch(given):
        return error(module.dialect.bad_parameter)

    def done(typed: bytes) -> Reply:
        text = charset.given(module, typed.decode("latin-1"))
        return message_error(INVALID_TEXT) if text is None else submit(module)

    longest = LONGEST_TEXT.get(module.settings[charset.CSCS], LONGEST_OTHER_TEXT)
    return ask(longest, done, INVALID_TEXT)


def send_pdu(module: Device, length: int) -> Reply:
    """AT+CMGS=<length> in PDU mode: ask for the PDU, of which the length does not count the service centre."""
    if not 1 <= length <= LONGEST_TPDU:
        return message_error(INVALID_PDU)
    return ask(LONGEST_PDU, lambda typed: submit(module) if fits(typed, length) else message_error(INVALID_PDU))


def fits(typed: bytes, length: int) -> bool:
    """Return whether this is a PDU in hexadecimal digits, with so many octets behind the service centre."""
    try:
        pdu = bytes.fromhex(typed.decode("latin-1"))
    except ValueError:
        return False
    return bool(pdu) and len(pdu) == 1 + pdu[0] + length


def ask(longest: int, done: Callable[[bytes], Reply], too_long: int = INVALID_PDU) -> Reply:
    """Ask for what is sent, up to Ctrl-Z; ESC sends nothing, and is answered with OK."""
    return prompt(
        PayloadEntry(
            length=None,
            longest=longest,
            asks_with=PROMPT,
            done=done,
            cancelled=lambda: ok(),
            too_long=lambda: message_error(too_long),
        )
    )


def submit(module: Device) -> Reply:
    """Give a message to the network, and tell its number when that has it."""
    if not module.part(Radio).registered:
        return message_error(NO_NETWORK)
    reference = module.settings[NEXT_REFERENCE]
    module.settings[NEXT_REFERENCE] = (reference + 1) % 256
    answer = module.interpreter.defer()
    module.after(module.figures[Figures].acceptance_delay, lambda: answer(ok(f"+CMGS: {reference}")))
    return PENDING


def send_form(module: Device) -> Form:
    """The parameters of AT+CMGS: a number in text mode, a length in PDU mode."""
    if module.settings[CMGF]:
        return form(with_card(send_text, messaging=True), Text(LONGEST_IN_UCS2), Int(128, 255, default=None))
    return form(with_card(send_pdu, messaging=True), Int(0, 10**11))


FIGURES = (Figures,)

SETTINGS = (NEXT_REFERENCE,)

COMMANDS = (Command("+CMGS", test=(), write=send_form),)
