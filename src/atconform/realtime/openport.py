"""Opening a serial port with pyserial, for this program alone, and saying in words why it cannot be opened."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import warnings
from typing import Any
from urllib.parse import urlsplit

import serial

import atconform.url  # noqa: F401  teaches pyserial emulator://
from atconform.base.errors import UsageError
from atconform.base.porturls import public_name, scheme_of
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import Flow

READ_TIMEOUT = 100 * MS
"""How long a reader without a file descriptor may keep ``close`` waiting."""
WRITE_TIMEOUT = 10 * SECOND

REASONS = {
    errno.ENOENT: "there is no such port; is the adapter plugged in? See atconform ports",
    errno.ENODEV: "there is no such device; is the adapter plugged in?",
    errno.ENXIO: "there is no such device; is the adapter plugged in?",
    errno.EACCES: "you may not open it; join the group that owns it (often dialout), then log in again",
    errno.EPERM: "you may not open it; join the group that owns it (often dialout), then log in again",
    errno.EBUSY: "another program has it open; end that program",
    errno.EAGAIN: "another program has it open; end that program",
    errno.EISDIR: "it is a directory, not a port; name a serial port",
    errno.ENOTTY: "it is not a serial port; name a serial port",
    errno.EINVAL: "it does not accept these settings; check the baud rate",
    errno.EPIPE: "who listens there closes the line at once; somebody else may be connected to it",
    errno.ECONNRESET: "who listens there closes the line at once; somebody else may be connected to it",
}

OF_WINDOWS = {2: errno.ENOENT, 3: errno.ENOENT, 5: errno.EBUSY, 31: errno.ENODEV, 87: errno.EINVAL, 1167: errno.ENODEV}
"""Windows' own numbers; it refuses a port that another program has open as one that may not be opened."""
_SAID_BY_WINDOWS = re.compile(r"Error\(\d+, (?P<quote>['\"])(?P<said>.*?)\.?(?P=quote), None, (?P<number>\d+)\)")
"""How pyserial passes on what Windows says."""


def open_port(url: str, baudrate: int, flow: Flow = "none") -> Any:
    """Open a port with pyserial, for this program alone where the system knows how to.

    :raises UsageError: it cannot be opened; says why and what to do
    """
    name = public_name(url)
    _check_url(url)
    options: dict[str, Any] = {"baudrate": baudrate, "timeout": READ_TIMEOUT / SECOND}
    if scheme_of(url) != "rfc2217":  # pyserial's RFC 2217 client refuses a time limit for writing
        options["write_timeout"] = WRITE_TIMEOUT / SECOND
    if os.name == "posix":
        options["exclusive"] = True
    if flow != "none":
        options[flow] = True
    try:
        with warnings.catch_warnings():
            # pyserial 3.5 starts its RFC 2217 reader in a manner that Python has deprecated; no user can mend that.
            warnings.simplefilter("ignore", DeprecationWarning)
            return serial.serial_for_url(url, **options)
    except ValueError as error:
        if "not known" in str(error):
            raise UsageError(
                f"{name}: {scheme_of(url)}:// is not known",
                "use a device, socket://HOST:PORT, rfc2217://HOST:PORT, hwgrep://PATTERN or emulator://FAMILY",
            ) from None
        raise UsageError(f"{name}: {error}", "check the address and the baud rate") from None
    except (serial.SerialException, OSError) as error:
        raise UsageError(f"{name}: {reason_of(error)}") from None


def _check_url(url: str) -> None:
    """Refuse an address without host or port, about which pyserial speaks in riddles."""
    if scheme_of(url) not in ("socket", "rfc2217"):
        return
    with contextlib.suppress(ValueError):
        parts = urlsplit(url)
        if parts.hostname and parts.port is not None:
            return
    raise UsageError(f"{public_name(url)}: host or port is missing", f"write {scheme_of(url)}://HOST:PORT")


def reason_of(error: Exception) -> str:
    """Say why a port cannot be opened, and what to do."""
    if isinstance(error.__cause__, UsageError):
        return str(error.__cause__)  # of an emulator's URL
    code = getattr(error, "errno", None)
    detail = str(error).rpartition(": ")[2]
    if code is None and "Inappropriate ioctl" in str(error):
        code = errno.ENOTTY
    if told := _SAID_BY_WINDOWS.search(str(error)):
        code, detail = OF_WINDOWS.get(int(told["number"])), told["said"]
    if code in REASONS:
        return REASONS[code]
    if "support RFC2217" in str(error):
        return "who listens there does not speak RFC 2217, or hangs up; somebody else may be connected to it"
    if "refused" in str(error):
        return "nobody listens there; start the server, or check host and port"
    return f"cannot be opened ({detail}); check the name, and that nothing else uses it"
