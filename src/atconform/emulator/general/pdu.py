"""A received short message as a PDU: 3GPP TS 23.040, 9.2.2.1 (SMS-DELIVER), with the 7 bit alphabet of TS 23.038."""

from __future__ import annotations

INTERNATIONAL, UNKNOWN = 0x91, 0x81
DELIVER_WITHOUT_MORE = 0x04
NO_SERVICE_CENTRE = "00"
STAMP = "20103002044300"
"""TP-SCTS: 2002-01-03, 20:40:34, zone 0, digits exchanged in pairs."""


def swap_digits(digits: str) -> str:
    """Write digits as semi-octets: exchanged in pairs, filled with F."""
    filled = digits + "F" * (len(digits) % 2)
    return "".join(filled[index + 1] + filled[index] for index in range(0, len(filled), 2))


def pack(text: str) -> bytes:
    """Pack characters into 7 bits each, least significant bit first."""
    bits = 0
    for index, character in enumerate(text):
        bits |= (ord(character) & 0x7F) << (7 * index)
    return bits.to_bytes((7 * len(text) + 7) // 8, "little")


def deliver(number: str, text: str) -> tuple[int, str]:
    """Write a message as the length of its TPDU in octets, and the whole PDU in hexadecimal digits."""
    digits = number.lstrip("+")
    kind = INTERNATIONAL if number.startswith("+") else UNKNOWN
    address = f"{len(digits):02X}{kind:02X}{swap_digits(digits)}"
    tpdu = f"{DELIVER_WITHOUT_MORE:02X}{address}0000{STAMP}{len(text):02X}{pack(text).hex().upper()}"
    return len(tpdu) // 2, NO_SERVICE_CENTRE + tpdu
