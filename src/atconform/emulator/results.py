"""Result codes: V.250, 5.7.1 and table 1, and the +CME ERROR codes of 3GPP TS 27.007, 9.2.

Each carries its number, for ATV0 and AT+CMEE=1, and its text, for ATV1 and AT+CMEE=2.
"""

from __future__ import annotations

RESULT_NUMBERS = {
    "OK": 0,
    "CONNECT": 1,
    "RING": 2,
    "NO CARRIER": 3,
    "ERROR": 4,
    "NO DIALTONE": 6,
    "BUSY": 7,
    "NO ANSWER": 8,
    "PROCEEDING": 9,
}

CME_TEXTS = {
    0: "phone failure",
    3: "operation not allowed",
    4: "operation not supported",
    10: "SIM not inserted",
    11: "SIM PIN required",
    12: "SIM PUK required",
    13: "SIM failure",
    14: "SIM busy",
    15: "SIM wrong",
    16: "incorrect password",
    20: "memory full",
    21: "invalid index",
    22: "not found",
    30: "no network service",
    31: "network timeout",
    100: "unknown",
    107: "GPRS services not allowed",
    148: "unspecified GPRS error",
    149: "PDP authentication failure",
}


def cme(code: int, reporting: int) -> str:
    """Spell an error as AT+CMEE asks: 0 plain ERROR, 1 the number, 2 the text."""
    if reporting == 0:
        return "ERROR"
    return f"+CME ERROR: {code if reporting == 1 else CME_TEXTS[code]}"
