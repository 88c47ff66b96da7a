"""Opening the SIM card, without ever trying a PIN twice: three wrong ones lock it, in the same run or not.

A PIN is noted before it is sent and forgotten when the card has taken it, so that a wrong one stays noted even where
the run was ended in between. Noted is a digest, as the name of an empty file.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.place.conversation import ANSWER_TO_AT, Conversation
from atconform.place.identity import imei

PIN = re.compile(r"\d{4,8}")
WAITS_FOR_PIN = "SIM PIN"
PIN_TIME = 30 * SECOND
SIM_ROUNDS = 10
"""How often a module is asked for its card, a second apart: one that boots does not know of it yet."""
LAST_ATTEMPT = "1"
ATTEMPTS = {"AT+SPIC": r"\+SPIC: (\d+)", "AT+CPINR": r'\+CPINR: "?SIM PIN"?,(\d+)'}
"""How the families tell how often the PIN may still be tried, where they do."""


def sim_state(module: Conversation) -> str:
    """Ask what the SIM card waits for: ``READY``, ``SIM PIN``; empty where there is no card."""
    for _ in range(SIM_ROUNDS):
        if state := module.tell("AT+CPIN?", r"\+CPIN: ([^\r\n]+)"):
            return state
        module.wait(SECOND)
    return ""


def unlock(module: Conversation, pin: str) -> None:
    """Give the SIM card its PIN if it waits for one.

    :param pin: empty: none is known
    :raises BenchFault: the card stays locked; says why, and what to do
    """
    state = sim_state(module)
    if state != WAITS_FOR_PIN:
        if "PUK" in state:
            raise BenchFault(f"the SIM card is locked ({state}); unlock it by hand")
        return
    if not PIN.fullmatch(pin):
        what = "has not 4 to 8 digits" if pin else "is not known"
        raise BenchFault(
            f'the SIM card waits for its PIN, which {what}; the bench file says [sim] pin = {{ env = "X" }}'
        )
    if any(module.tell(command, pattern) == LAST_ATTEMPT for command, pattern in ATTEMPTS.items()):
        raise BenchFault("the SIM card has one attempt left for its PIN, which is not risked; enter it by hand")
    note = _note(module.tell("AT+CCID", r"(\d{18,20})") or imei(module), pin)
    try:
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.touch(exist_ok=False)
    except FileExistsError:
        raise BenchFault(
            f"this PIN was sent to this SIM card before, which did not take it; correct it, or remove {note}"
        ) from None
    except OSError as error:
        raise BenchFault(f"{note}: {error.strerror}; a PIN that cannot be noted is not sent") from None
    if ANSWER_TO_AT not in module.ask(f'AT+CPIN="{pin}"', PIN_TIME):
        raise BenchFault("the SIM card did not take the PIN, which is not tried again; correct it")
    note.unlink()


def _note(card: str, pin: str) -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    folder = Path(state) if state else Path.home() / ".local" / "state"
    return folder / "atconform" / "tried-pins" / hashlib.sha256(f"{card} {pin}".encode()).hexdigest()
