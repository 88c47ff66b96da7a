"""Result codes: V.250, 5.7.1 and table 1, +CME ERROR of 3GPP TS 27.007, 9.2, +CMS ERROR of
3GPP TS 27.005, 3.2.5.

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
    1: "no connection to phone",
    2: "phone-adaptor link reserved",
    3: "operation not allowed",
    4: "operation not supported",
    5: "PH-SIM PIN required",
    6: "PH-FSIM PIN required",
    7: "PH-FSIM PUK required",
    10: "SIM not inserted",
    11: "SIM PIN required",
    12: "SIM PUK required",
    13: "SIM failure",
    14: "SIM busy",
    15: "SIM wrong",
    16: "incorrect password",
    17: "SIM PIN2 required",
    18: "SIM PUK2 required",
    20: "memory full",
    21: "invalid index",
    22: "not found",
    23: "memory failure",
    24: "text string too long",
    25: "invalid characters in text string",
    26: "dial string too long",
    27: "invalid characters in dial string",
    30: "no network service",
    31: "network timeout",
    32: "network not allowed - emergency call only",
    40: "network personalisation PIN required",
    41: "network personalisation PUK required",
    42: "network subset personalisation PIN required",
    43: "network subset personalisation PUK required",
    44: "service provider personalisation PIN required",
    45: "service provider personalisation PUK required",
    46: "corporate personalisation PIN required",
    47: "corporate personalisation PUK required",
    50: "Incorrect Parameters",
    100: "unknown",
    103: "Illegal MS",
    106: "Illegal ME",
    107: "GPRS services not allowed",
    111: "PLMN not allowed",
    112: "Location area not allowed",
    113: "Roaming not allowed in this location area",
    132: "service option not supported",
    133: "requested service option not subscribed",
    134: "service option temporarily out of order",
    148: "unspecified GPRS error",
    149: "PDP authentication failure",
    150: "invalid mobile class",
    151: "last PDN disconnection not allowed",
    # From here on what the SIM800 manual adds (V1.09, 19.1), but for the codes of the multimedia messages.
    99: "resource limitation",
    160: "DNS resolve failed",
    161: "Socket open failed",
    177: "The connection to network is failed",
    180: "gprs is not attached",
    181: "tcpip stack is busy",
    600: "No Error",
    601: "Unrecognized Command",
    602: "Return Value Error",
    603: "Syntax Error",
    604: "Unspecified Error",
    605: "Data Transfer Already",
    606: "Action Already",
    607: "Not At Cmd",
    608: "Multi Cmd too long",
    609: "Abort Cops",
    610: "No Call Disc",
    614: "AT Not Allowed By Customer",
    753: "missing required cmd parameter",
    754: "invalid SIM command",
    755: "invalid File Id",
    756: "missing required P1/2/3 parameter",
    757: "invalid P1/2/3 parameter",
    758: "missing required command data",
    759: "invalid characters in command data",
    765: "Invalid input value",
    766: "Unsupported mode",
    767: "Operation failed",
    768: "Mux already running",
    769: "Unable to get control",
    770: "SIM network reject",
    771: "Call setup in progress",
    772: "SIM powered down",
    773: "SIM file not present",
    791: "Param count not enough",
    792: "Param count beyond",
    793: "Param value range beyond",
    794: "Param type not match",
    795: "Param format invalid",
    796: "Get a null param",
    797: "CFUN state is 0 or 4",
}

CMS_TEXTS = {
    300: "ME failure",
    302: "operation not allowed",
    303: "operation not supported",
    304: "invalid PDU mode",
    305: "invalid text mode",
    310: "SIM not inserted",
    311: "SIM pin necessary",
    314: "SIM busy",
    316: "SIM PUK required",
    321: "invalid memory index",
    322: "SIM memory full",
    331: "no network service",
    500: "unknown",
}


def cme(code: int, reporting: int) -> str:
    """Spell an error as AT+CMEE asks: 0 plain ERROR, 1 the number, 2 the text."""
    if reporting == 0:
        return "ERROR"
    return f"+CME ERROR: {code if reporting == 1 else CME_TEXTS[code]}"


def cms(code: int, reporting: int) -> str:
    """Spell an error of the message service (3GPP TS 27.005, 3.2.5): the text where AT+CMEE=2 asks for it.

    It has no plain form: published logs show its number with AT+CMEE=0.
    """
    return f"+CMS ERROR: {CMS_TEXTS[code] if reporting == 2 else code}"
