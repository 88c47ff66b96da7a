"""The events of the network that scenarios can bring about: what each is called, and the action that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from atconform.protocol.network_action import NetworkAction
from steps.wording import NotInVocabulary, Wording, read

EVENTS = (
    Wording("withdraw-context", "withdraws the PDP context", "去激活 PDP 上下文"),
    Wording("refuse-context", "refuses the next PDP context", "拒绝激活下一个 PDP 上下文"),
    Wording("delay-context", "takes TIME for the next PDP context", "激活下一个 PDP 上下文需要 TIME"),
    Wording("round-trip", "takes TIME for a round trip", "往返时延为 TIME"),
    Wording("silence-name-servers", "has no name server that answers", "没有域名服务器应答"),
    Wording("restore-name-servers", "has a name server that answers again", "域名服务器恢复应答"),
    Wording("serve-by", "is SYSTEM", "制式为 SYSTEM"),
    Wording("detach", "detaches the module", "使模块去附着"),
    Wording("attach", "attaches the module again", "使模块重新附着"),
    Wording("go-dormant", "lets the packet service go dormant", "使分组业务进入休眠"),
    Wording("cut-route", "has no route to PEER", "到 PEER 的路由中断"),
    Wording("restore-route", "has a route to PEER again", "到 PEER 的路由恢复"),
    Wording("call", "calls the module", "呼叫模块"),
    Wording("end-call", "ends the call", "结束呼叫"),
    Wording("deliver-message", "delivers a short message", "下发短消息"),
)
"""By the names of the actions of the simulated network (``atconform.network.control``)."""


class Event(NamedTuple):
    """What a step has the network do, and its words in English."""

    action: NetworkAction
    english: str


def event(text: str, time: Callable[[str], int]) -> Event:
    """Read what a step says of the network.

    :param text: what follows on "the network", in English or Chinese
    :param time: reads a time, in microseconds
    :raises NotInVocabulary: there is no such event; names those that there are
    """
    said = read(EVENTS, text)
    if said is None:
        known = ", ".join(wording.english for wording in EVENTS)
        raise NotInVocabulary(f"the network cannot be told: {text!r}; known: {known}")
    arguments = tuple(time(word) if slot == "TIME" else word for slot, word in said.words)
    return Event(NetworkAction(said.name, arguments), said.english)
