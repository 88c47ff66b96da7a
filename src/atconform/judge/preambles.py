"""The states that a scenario can begin in, and the commands that lead there from where every scenario begins.

A closed list. Each state is a row of stages; a stage is a command and the lines that it has to end with. ``{peer.ip}``
and the like stand for the peer that the state names, ``{number}`` for the number in its name. Where a protocol stack
leads to a state by another way, that stack's way stands in :data:`OTHER_WAYS`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple


class Stage(NamedTuple):
    """One command on the way to a state, what it is answered, and what is reported afterwards."""

    command: str
    answer: tuple[str, ...] = ("OK",)
    report: tuple[str, ...] = ()
    needs_network: bool = False
    """Whether its failing says nothing about the module: there may be no coverage, or the peer may be out of reach."""


Way = tuple[Stage, ...]


class State(NamedTuple):
    """How a state is named, and the way there."""

    chinese: str
    way: Way = ()
    each: Way = ()
    """What comes last; played for every number where the state's name has two, from the first to the second."""


START = Stage('AT+CSTT="{apn}"')
ACTIVATE = Stage("AT+CIICR", needs_network=True)
ADDRESS = Stage("AT+CIFSR", ("{module.ip}",))
MULTI = Stage("AT+CIPMUX=1")
TRANSPARENT = Stage("AT+CIPMODE=1")
BEARER = (START, ACTIVATE, ADDRESS)
LISTEN = Stage("AT+CIPSERVER=1,{number}", report=("SERVER OK",))


def connect(number: str = "", result: str = "CONNECT OK") -> Stage:
    """Open a connection to the peer that the state names."""
    first = f"{number}," if number else ""
    command = f'AT+CIPSTART={first}"{{peer.protocol}}","{{peer.ip}}","{{peer.port}}"'
    return Stage(command, report=(f"{number}, {result}" if number else result,), needs_network=True)


PDN = Stage("AT+CGCONTRDP", ('+CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"', "OK"))


def socket(kind: str, number: str = "0") -> Stage:
    """Create a socket of the cso stack: kind 1 is TCP, 2 is UDP."""
    return Stage(f"AT+CSOC=1,{kind},1", (f"+CSOC: {number}", "OK"))


SOCKET_CONNECT = Stage('AT+CSOCON={number},{peer.port},"{peer.ip}"', needs_network=True)
SOCKET_LISTEN = (Stage('AT+CSOB=0,{number},"{module.ip}"'), Stage("AT+CSOLIS=0"))

NET_OPEN = (
    Stage("AT+NETOPEN", report=("+NETOPEN: 0",), needs_network=True),
    Stage("AT+IPADDR", ("+IPADDR: {module.ip}", "OK")),
)
LINK_OPEN = Stage(
    'AT+CIPOPEN={number},"TCP","{peer.ip}",{peer.port}', report=("+CIPOPEN: {number},0",), needs_network=True
)

STATES: dict[str, State] = {
    "ready": State("就绪"),
    "in IP INITIAL": State("处于 IP INITIAL 状态"),
    "in IP START": State("处于 IP START 状态", (START,)),
    "in IP GPRSACT": State("处于 IP GPRSACT 状态", (START, ACTIVATE)),
    "in IP STATUS": State("处于 IP STATUS 状态", BEARER),
    "in multi connection mode": State("处于多连接模式", (MULTI,)),
    "in IP STATUS in multi connection mode": State("处于多连接模式的 IP STATUS 状态", (MULTI, *BEARER)),
    "connected to PEER": State("已与 PEER 建立连接", BEARER, (connect(),)),
    "connected to PEER as connection N": State("已与 PEER 建立第 N 路连接", (MULTI, *BEARER), (connect("{number}"),)),
    "connected to PEER as connections N to N": State(
        "已与 PEER 建立第 N 至 N 路连接", (MULTI, *BEARER), (connect("{number}"),)
    ),
    "in data mode with PEER": State("已与 PEER 进入数据模式", (TRANSPARENT, *BEARER), (connect(result="CONNECT"),)),
    "listening on port N": State("正在监听端口 N", BEARER, (LISTEN,)),
    "listening on port N in multi connection mode": State("正在多连接模式下监听端口 N", (MULTI, *BEARER), (LISTEN,)),
    "holding a TCP socket": State("已创建一个 TCP socket", (socket("1"),)),
    "holding a UDP socket": State("已创建一个 UDP socket", (socket("2"),)),
    "connected to PEER by socket N": State(
        "已通过 socket N 与 PEER 建立连接", (), (socket("{peer.kind}", "{number}"), SOCKET_CONNECT)
    ),
    "connected to PEER by sockets N to N": State(
        "已通过 socket N 至 N 与 PEER 建立连接", (), (socket("{peer.kind}", "{number}"), SOCKET_CONNECT)
    ),
    "listening on port N by a socket": State("正在通过 socket 监听端口 N", (PDN, socket("1")), SOCKET_LISTEN),
    "on the open network": State("已打开网络", NET_OPEN),
    "on the open network in transparent mode": State("已在透传模式下打开网络", (TRANSPARENT, *NET_OPEN)),
    "connected to PEER as link N": State("已与 PEER 建立链路 N", NET_OPEN, (LINK_OPEN,)),
    "connected to PEER as links N to N": State("已与 PEER 建立链路 N 至 N", NET_OPEN, (LINK_OPEN,)),
}

OTHER_WAYS: dict[str, dict[str, State]] = {
    "channel": {
        "in data mode with PEER": State(
            "已与 PEER 进入数据模式", (TRANSPARENT, *BEARER, connect()), (Stage("AT+CIPCHAN", ("CONNECT",)),)
        ),
    },
    "netopen": {
        "in data mode with PEER": State(
            "已与 PEER 进入数据模式",
            (TRANSPARENT, *NET_OPEN),
            (Stage('AT+CIPOPEN=0,"TCP","{peer.ip}",{peer.port}', ("CONNECT {line.rate}",), needs_network=True),),
        ),
        "listening on port N": State("正在监听端口 N", NET_OPEN, (Stage("AT+SERVERSTART={number},0"),)),
    },
}
"""By protocol stack: the ways that differ where a family has it."""


class Named(NamedTuple):
    """A state as a step names it: the way there, and the peer and numbers in its name."""

    way: Way
    each: Way
    peer: str
    numbers: tuple[str, ...]


def find(name: str, stacks: Collection[str] = ()) -> Named | None:
    """Find a state by the words of a step, in English or Chinese; None where there is no such state.

    :param stacks: the family's protocol stacks
    """
    for chinese, peer in PEERS.items():
        name = re.sub(f" ?{chinese} ?", f" {peer} ", name).strip()
    for english, state in STATES.items():
        for spelt in (english, state.chinese):
            words = [WORDS.get(word, re.escape(word)) for word in spelt.split(" ")]
            if match := re.fullmatch(" ".join(words), name):
                for stack in stacks:
                    state = OTHER_WAYS.get(stack, {}).get(english, state)
                numbers = re.findall(NUMBER, name) if "N" in spelt.split(" ") else []
                peer = match.groupdict().get("peer") or ""
                return Named(state.way, state.each, peer, tuple(n.strip("{}") for n in numbers))
    return None


NUMBER = r"\b\d+\b|\{[a-z.]+(?:[+-]\d+)?\}"
WORDS = {
    "PEER": r"(?:the )?(?P<peer>[a-z][\w-]*)",
    "N": rf"(?:{NUMBER})",
}
"""What stands for the words in capitals in a state's name."""
PEERS = {"服务器": "server", "客户端": "client"}
"""What the peers without a name of their own are called in Chinese."""
