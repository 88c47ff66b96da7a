"""The settings of the TCP/IP commands; none of them outlives a power cycle (AT command manual)."""

from __future__ import annotations

from atconform.emulator.settings import Setting
from atconform.emulator.toggle import toggle

SETTINGS = {
    "cip.multi": Setting(0),
    "cip.transparent": Setting(0),
    "cip.ccfg": Setting((5, 2, 1024, 1, 0, 1460, 50)),
    "cip.quick_send": Setting(0),
    "cip.head": Setting(0),
    "cip.show_source": Setting(0),
    "cip.show_protocol": Setting(0),
    "cip.udp_extended": Setting(0),
    "cip.udp_destination": Setting(None),
    "cip.local_port.TCP": Setting(0),
    "cip.local_port.UDP": Setting(0),
    "prompt": Setting(1),
}

COMMANDS = (
    toggle("+CIPQSEND", "cip.quick_send"),
    toggle("+CIPHEAD", "cip.head"),
    toggle("+CIPSRIP", "cip.show_source"),
    toggle("+CIPSPRT", "prompt", 0, 2),
)
