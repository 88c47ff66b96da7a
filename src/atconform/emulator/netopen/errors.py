"""What goes wrong, as two numberings tell it (SIM7500/SIM7600 AT command manual, 11.5 and 11.6).

The numbers of ``IpError`` are those of the A76XX note; the manual's last rows are out of order.
"""

from __future__ import annotations

import enum

from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error
from atconform.emulator.netopen.parameters import TRANSFER
from atconform.protocol.network import FailureReason


class Err(enum.IntEnum):
    """The results in +NETOPEN, +CIPOPEN, +CIPCLOSE, +SERVERSTOP and +CIPERROR."""

    NONE = 0
    NETWORK_FAILURE = 1
    NETWORK_NOT_OPENED = 2
    WRONG_PARAMETER = 3
    NOT_SUPPORTED = 4
    SOCKET_NOT_BOUND = 6
    ALREADY_LISTENING = 7
    SOCKETS_OPENED = 9
    TIMEOUT = 10
    NAME = 11


FAILURES: dict[FailureReason, Err] = {
    "refused": Err.NETWORK_FAILURE,
    "unreachable": Err.NETWORK_FAILURE,
    "timeout": Err.TIMEOUT,
    "name": Err.NAME,
    "in use": Err.SOCKET_NOT_BOUND,
}
"""Why a link did not come up; there is no number for a far end that refuses."""


class IpError(enum.Enum):
    """The reasons behind +IP ERROR: number and text."""

    NETWORK_ALREADY_OPENED = 4, "Network is already opened"
    NETWORK_NOT_OPENED = 8, "Network not opened"
    NOT_CREATED = 11, "Connection is not created"
    INVALID_PARAMETER = 12, "Invalid parameter"
    NOT_SUPPORTED = 13, "Operation not supported"
    NO_DATA = 22, "No data"


def refuse(*lines: str) -> Reply:
    """Answer ERROR, which these commands never print as +CME ERROR, behind lines that tell more."""
    return error(None, *lines)


def ip_error(module: Device, why: IpError) -> Reply:
    """Answer +IP ERROR, with number or text as AT+CIPCCFG asks, and ERROR."""
    number, text = why.value
    return refuse(f"+IP ERROR: {text if module.settings[TRANSFER].errors_in_words else number}")


def cip_error(err: Err) -> Reply:
    """Answer +CIPERROR and ERROR."""
    return refuse(f"+CIPERROR: {err:d}")
