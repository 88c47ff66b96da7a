"""A frame of PPP in words, for a person: ``LCP Configure-Request 1 MRU 1500``."""

from __future__ import annotations

from ipaddress import IPv4Address

from atconform.ppp import assigned_numbers as number
from atconform.ppp.packets import Code, Option, Packet, read_frame, read_options, read_packet

PROTOCOLS = {number.IP: "IP", number.IPCP: "IPCP", number.LCP: "LCP", number.PAP: "PAP"}
CODES: dict[int, str] = {
    Code.REQUEST: "Configure-Request",
    Code.ACK: "Configure-Ack",
    Code.NAK: "Configure-Nak",
    Code.REJECT: "Configure-Reject",
    Code.TERMINATE: "Terminate-Request",
    Code.TERMINATED: "Terminate-Ack",
    Code.CODE_REJECT: "Code-Reject",
    Code.PROTOCOL_REJECT: "Protocol-Reject",
    Code.ECHO_REQUEST: "Echo-Request",
    Code.ECHO_REPLY: "Echo-Reply",
    Code.DISCARD: "Discard-Request",
}
PAP_CODES = {
    number.AUTHENTICATE: "Authenticate-Request",
    number.AUTHENTICATED: "Authenticate-Ack",
    number.NOT_AUTHENTICATED: "Authenticate-Nak",
}
CONFIGURING = (Code.REQUEST, Code.ACK, Code.NAK, Code.REJECT)
OPTIONS = {
    number.LCP: {
        number.MRU: "MRU",
        number.CHARACTER_MAP: "ACCM",
        number.AUTHENTICATION: "Authentication",
        number.MAGIC: "Magic-Number",
        number.SHORT_PROTOCOL: "PFC",
        number.SHORT_HEADER: "ACFC",
    },
    number.IPCP: {
        number.COMPRESSION: "IP-Compression",
        number.ADDRESS: "IP-Address",
        number.FIRST_SERVER: "Primary-DNS",
        number.SECOND_SERVER: "Secondary-DNS",
    },
}


def describe(frame: bytes) -> str:
    """Say what a frame is, its protocol first. What a PAP packet holds stays unsaid: it is a password."""
    read = read_frame(frame)
    if read is None:
        return "no frame of PPP"
    protocol, information = read
    name = PROTOCOLS.get(protocol, f"protocol 0x{protocol:04X}")
    packet = None if protocol == number.IP else read_packet(information)
    if packet is None:
        return f"{name}, {len(information)} bytes"
    code = (PAP_CODES if protocol == number.PAP else CODES).get(packet.code, f"code {packet.code}")
    return " ".join((name, code, str(packet.identifier), *_options(protocol, packet)))


def _options(protocol: int, packet: Packet) -> list[str]:
    if protocol not in OPTIONS or packet.code not in CONFIGURING:
        return []
    return [_option(protocol, option) for option in read_options(packet.data) or ()]


def _option(protocol: int, option: Option) -> str:
    name = OPTIONS[protocol].get(option.kind, f"option {option.kind}")
    if name == "MRU":
        value = str(int.from_bytes(option.value))
    elif name in ("IP-Address", "Primary-DNS", "Secondary-DNS") and len(option.value) == 4:
        value = str(IPv4Address(option.value))
    else:
        value = option.value.hex().upper()
    return f"{name} {value}".rstrip()
