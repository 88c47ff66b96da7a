"""The states that scenarios can begin or go on in, and what each is called."""

from __future__ import annotations

from typing import NamedTuple

from atconform.judge.preambles import State
from steps.wording import NotInVocabulary, Wording, read

STATES = (
    Wording("ready", "ready", "就绪"),
    Wording("ip-initial", "in IP INITIAL", "处于 IP INITIAL 状态"),
    Wording("ip-start", "in IP START", "处于 IP START 状态"),
    Wording("ip-gprsact", "in IP GPRSACT", "处于 IP GPRSACT 状态"),
    Wording("ip-status", "in IP STATUS", "处于 IP STATUS 状态"),
    Wording("multi", "in multi connection mode", "处于多连接模式"),
    Wording("ip-status-multi", "in IP STATUS in multi connection mode", "处于多连接模式的 IP STATUS 状态"),
    Wording("connected", "connected to PEER", "已与 PEER 建立连接"),
    Wording("connected-multi", "connected to PEER as connection N", "已与 PEER 建立第 N 路连接"),
    Wording("connected-multi", "connected to PEER as connections N to N", "已与 PEER 建立第 N 至 N 路连接"),
    Wording("data-mode", "in data mode with PEER", "已与 PEER 进入数据模式"),
    Wording("listening", "listening on port N", "正在监听端口 N"),
    Wording("listening-multi", "listening on port N in multi connection mode", "正在多连接模式下监听端口 N"),
    Wording("tcp-socket", "holding a TCP socket", "已创建一个 TCP socket"),
    Wording("udp-socket", "holding a UDP socket", "已创建一个 UDP socket"),
    Wording("connected-socket", "connected to PEER by socket N", "已通过 socket N 与 PEER 建立连接"),
    Wording("connected-socket", "connected to PEER by sockets N to N", "已通过 socket N 至 N 与 PEER 建立连接"),
    Wording("listening-socket", "listening on port N by a socket", "正在通过 socket 监听端口 N"),
    Wording("network-open", "on the open network", "已打开网络"),
    Wording("network-open-transparent", "on the open network in transparent mode", "已在透传模式下打开网络"),
    Wording("connected-link", "connected to PEER as link N", "已与 PEER 建立链路 N"),
    Wording("connected-link", "connected to PEER as links N to N", "已与 PEER 建立链路 N 至 N"),
    Wording("registered", "registered", "已注册到网络"),
    Wording("attached", "attached", "已附着到分组域"),
)
"""By the names that the files of the stacks have for them (``atconform.requirements.stacks``)."""


class Named(NamedTuple):
    """The state that a step names, and the step's words for it."""

    state: State
    words: str


def state(text: str) -> Named:
    """Read which state a step names, in English or Chinese.

    :raises NotInVocabulary: there is no such state; names those that there are
    """
    said = read(STATES, text)
    if said is None:
        known = ", ".join(wording.english for wording in STATES)
        raise NotInVocabulary(f"the module cannot be {text!r}; known: {known}")
    peer = next(iter(said.all("PEER")), "")
    numbers = tuple(number.strip("{}") for number in said.all("N"))
    return Named(State(said.name, peer, numbers), text)
