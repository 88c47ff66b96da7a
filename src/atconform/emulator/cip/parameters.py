"""The settings of the TCP/IP commands; none of them outlives a power cycle, unless AT+CIPSCONT saved it (manual)."""

from __future__ import annotations

from typing import NamedTuple

from atconform.emulator.core.command import Address, Int
from atconform.emulator.core.dialogue import PROMPT
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.settings import Setting


class Transfer(NamedTuple):
    """The seven parameters of AT+CIPCCFG."""

    retries: int = 5
    wait: int = 2
    size: int = 1024
    escape: int = 1
    portions: int = 0
    portion_size: int = 1460
    portion_gap: int = 50


class Bearer(NamedTuple):
    """The parameters of AT+CIPCSGP; a circuit switched bearer has a number to dial in the place of the APN."""

    mode: int = 1
    apn: str = ""
    user: str = ""
    password: str = ""
    rate: int | None = None


FLAG = Int(0, 1)

MULTI = Setting("cip.multi", 0, FLAG, command="+CIPMUX")
TRANSPARENT_MODE = Setting("cip.transparent", 0, FLAG, command="+CIPMODE")
TRANSFER = Setting(
    "cip.transfer",
    Transfer(),
    (Int(3, 8), Int(1, 10), Int(1, 1460), FLAG, FLAG, Int(50, 1460), Int(20, 1000)),
    command="+CIPCCFG",
)
QUICK_SEND = Setting("cip.quick_send", 0, FLAG, command="+CIPQSEND")
TIMED_SEND = Setting("cip.timed_send", (0, 0), (FLAG, Int(0, 100)), command="+CIPATS")
HEAD = Setting("cip.head", 0, FLAG, command="+CIPHEAD")
HEX_INPUT = Setting("cip.hex_input", 0, FLAG, command="+CIPSENDHEX")
HEX_OUTPUT = Setting("cip.hex_output", 0, Int(0, 2), command="+CIPHEXS")
SHOW_SOURCE = Setting("cip.show_source", 0, FLAG, command="+CIPSRIP")
SHOW_PROTOCOL = Setting("cip.show_protocol", 0, FLAG, command="+CIPSHOWTP")
FETCH = Setting("cip.fetch", 0, FLAG, command="+CIPRXGET")
NAME_SERVERS = Setting("cip.name_servers", ("0.0.0.0", "0.0.0.0"), (Address(), Address()), command="+CDNSCFG")
BEARER = Setting("cip.bearer", Bearer(), command="+CIPCSGP")
KEEPALIVE = Setting(
    "cip.keepalive", (0, 7200, 75, 9), (FLAG, Int(30, 7200), Int(30, 600), Int(1, 9)), command="+CIPTKA"
)
WATCH = Setting("cip.watch", (0, 10, 3), (FLAG, Int(1, 180), Int(1, 10)), command="+CIPDPDP")
REMOTE_DELAY = Setting("cip.remote_delay", (2000, 3500), (Int(100, 4000), Int(100, 7000)), command="+CIPRDTIMER")
NO_DELAY = Setting("cip.no_delay", 0, FLAG, command="+CIPOPTION")

SETTINGS = (
    MULTI,
    TRANSPARENT_MODE,
    TRANSFER,
    QUICK_SEND,
    TIMED_SEND,
    HEAD,
    HEX_INPUT,
    HEX_OUTPUT,
    SHOW_SOURCE,
    SHOW_PROTOCOL,
    FETCH,
    NAME_SERVERS,
    BEARER,
    KEEPALIVE,
    WATCH,
    REMOTE_DELAY,
    PROMPT,
)

COMMANDS = (
    one_number(QUICK_SEND),
    one_number(HEAD),
    one_number(SHOW_SOURCE),
    one_number(SHOW_PROTOCOL),
    one_number(PROMPT, test="(0,1,2)"),
    several_numbers(
        TRANSFER,
        # The manual prints this space.
        "(NmRetry:3-8),(WaitTm:1-10),(SendSz:1-1460),(esc:0,1) ,(Rxmode:0,1),(RxSize:50-1460),(Rxtimer:20-1000)",
        required=4,
    ),
    several_numbers(KEEPALIVE, "(0,1),(30-7200),(30-600),(1-9)"),
    several_numbers(WATCH, "(0,1),(1-180),(1-10)"),
    several_numbers(REMOTE_DELAY, "(100-4000),(100-7000)", required=2),
)
