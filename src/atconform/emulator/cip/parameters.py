"""The settings of the TCP/IP commands; none of them outlives a power cycle, unless AT+CIPSCONT saved it (manual)."""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.settings import Setting

SETTINGS = {
    "cip.multi": Setting(0),
    "cip.transparent": Setting(0),
    "cip.transfer": Setting((5, 2, 1024, 1, 0, 1460, 50)),
    "cip.quick_send": Setting(0),
    "cip.timed_send": Setting((0, 0)),
    "cip.head": Setting(0),
    "cip.hex_input": Setting(0),
    "cip.hex_output": Setting(0),
    "cip.show_source": Setting(0),
    "cip.show_protocol": Setting(0),
    "cip.fetch": Setting(0),
    "cip.name_servers": Setting(("0.0.0.0", "0.0.0.0")),
    "cip.bearer": Setting((1, "", "", "", None)),
    "cip.keepalive": Setting((0, 7200, 75, 9)),
    "cip.watch": Setting((0, 10, 3)),
    "cip.remote_delay": Setting((2000, 3500)),
    "prompt": Setting(1),
}

COMMANDS = (
    one_number("+CIPQSEND", "cip.quick_send"),
    one_number("+CIPHEAD", "cip.head"),
    one_number("+CIPSRIP", "cip.show_source"),
    one_number("+CIPSHOWTP", "cip.show_protocol"),
    one_number("+CIPSPRT", "prompt", 0, 2, test="(0,1,2)"),
    several_numbers(
        "+CIPCCFG",
        "cip.transfer",
        # The manual prints this space.
        "(NmRetry:3-8),(WaitTm:1-10),(SendSz:1-1460),(esc:0,1) ,(Rxmode:0,1),(RxSize:50-1460),(Rxtimer:20-1000)",
        Int(3, 8),
        Int(1, 10),
        Int(1, 1460),
        Int(0, 1),
        Int(0, 1),
        Int(50, 1460),
        Int(20, 1000),
        required=4,
    ),
    several_numbers(
        "+CIPTKA",
        "cip.keepalive",
        "(0,1),(30-7200),(30-600),(1-9)",
        Int(0, 1),
        Int(30, 7200),
        Int(30, 600),
        Int(1, 9),
    ),
    several_numbers("+CIPDPDP", "cip.watch", "(0,1),(1-180),(1-10)", Int(0, 1), Int(1, 180), Int(1, 10)),
    several_numbers(
        "+CIPRDTIMER", "cip.remote_delay", "(100-4000),(100-7000)", Int(100, 4000), Int(100, 7000), required=2
    ),
)
