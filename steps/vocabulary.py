"""The vocabulary of the scenarios: every phrase in English and in Chinese, and what it asks of a bench.

A phrase is a regular expression for the whole text of a step. ``needs`` names what the bench must have, so that a
scenario that cannot be played is skipped before anything is sent.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from atconform.judge.placeholder_table import PLACEHOLDERS
from steps.marks import read_mark
from steps.wording import CHINESE_PEERS

PEER = r"(?P<peer>(?!host\b|module\b|network\b)[a-z][\w-]*)(?:'s connection (?P<connection>\d+))?"
CHINESE_PEER = r"(?P<peer>服务器|客户端|[a-z][a-z0-9_-]*) ?"
CHINESE_PEER_ON = rf"{CHINESE_PEER}(?:在连接 (?P<connection>\d+) 上)?"
CHINESE_WORDS = CHINESE_PEERS | {
    "短": "shorter",
    "长": "longer",
    "高": "high",
    "低": "low",
    "关闭": "closes",
    "复位": "resets",
    "停止": "stops acknowledging",
    "恢复": "acknowledges again",
    "看到 FIN": "FIN",
    "未看到 FIN": "no FIN",
    "看到 RST": "RST",
    "看到连接结束": "the end",
    "未看到连接结束": "no end",
    "看到重传": "a resend",
    "未看到重传": "no resend",
    "看到新连接": "a connection",
    "看到连接被拒绝": "a refusal",
    "不": "not ",
}
"""What the words mean that stand for something in a Chinese phrase."""
CHINESE_LIMITS = {
    r"不少于 (.+)": "at least {}",
    r"不超过 (.+)": "at most {}",
    r"在 (.+) 至 (.+) 之间": "between {} and {}",
    r"约 (.+)": "about {}",
    r"恰为 (.+)": "just {}",
}


class Phrase(NamedTuple):
    """One phrase: in which kinds of step it stands, how it reads, what it asks of a bench."""

    kinds: tuple[Literal["given", "when", "then"], ...]
    english: str
    chinese: str
    needs: tuple[str, ...] = ()
    """Names of capabilities; ``line:{line}`` takes the name from the step."""

    def read(self, text: str) -> dict[str, str | None] | None:
        """Read a step in either language; what it names, in English words. None where it is not this phrase.

        A Then step may say first what it rests on; that is named ``ground``.
        """
        if self.kinds != ("then",):
            return self._read(text)
        ground, rest = read_mark(text)
        named = self._read(rest)
        return None if named is None else named | {"ground": ground}

    def _read(self, text: str) -> dict[str, str | None] | None:
        if match := re.fullmatch(self.english, text):
            return match.groupdict()
        if match := re.fullmatch(self.chinese, text):
            return {name: _in_english(name, value) for name, value in match.groupdict().items()}
        return None


def _in_english(name: str, value: str | None) -> str | None:
    match name, value:
        case _, None:
            return None
        case "limits", limits:
            return _translate(limits, CHINESE_LIMITS)
        case "peer" | "side" | "level" | "how" | "what" | "negation", word:
            return CHINESE_WORDS.get(word, word)
    return value


def _translate(text: str, table: Mapping[str, str]) -> str:
    """Put English in the place of a Chinese turn of phrase, and of the words that it takes in."""
    for chinese, english in table.items():
        if match := re.fullmatch(chinese, text):
            words = [CHINESE_WORDS.get(word, word) for word in match.groups()]
            return english.format(*words)
    return text


PHRASES = {
    # the state to begin in
    "module is": Phrase(
        ("given", "when"),
        r"the module is (?!power-cycled$)(?P<state>.+)",
        r"模块(?!已接受命令|重新上电$)(?P<state>.+)",
    ),
    "module has accepted": Phrase(
        ("given",), r"the module has accepted(?: (?P<commands>.+))?", r"模块已接受命令(?: (?P<commands>.+))?"
    ),
    "power-cycle": Phrase(("given", "when"), r"the module is power-cycled", r"模块重新上电", ("power-cycle",)),
    # the host
    "host sends": Phrase(("when",), r"the host sends (?P<command>.+)", r"主机发送 (?P<command>.+)"),
    "host types": Phrase(("when",), r"the host types (?P<text>.+)", r"主机输入 (?P<text>.+)"),
    "host hands over": Phrase(
        ("when",),
        r"the host hands over (?P<text>.+) by (?P<command>AT\S+), (?P<size>\d+) at a time",
        r"主机用 (?P<command>AT\S+) 分次交付 (?P<text>.+)，每次 (?P<size>\d+) 字节",
    ),
    "host brings PPP up": Phrase(("when",), r"the host brings PPP up", r"主机建立 PPP 连接"),
    "host ends PPP": Phrase(("when",), r"the host ends PPP", r"主机断开 PPP 连接"),
    "host is silent": Phrase(
        ("when",), r"the host is silent for (?P<time>\d.*|\{[^}]+\})", r"主机静默 (?P<time>\d.*|\{[^}]+\})"
    ),
    "host is silent at an edge": Phrase(
        ("when",),
        r"the host is silent for just (?P<side>shorter|longer) than \{(?P<figure>[^}]+)\}",
        r"主机静默时间略(?P<side>短|长)于 \{(?P<figure>[^}]+)\}",
    ),
    "host finds": Phrase(
        ("when",),
        r"the host finds \{(?P<figure>[^}]+)\} by bisection",
        r"主机用二分法测出 \{(?P<figure>[^}]+)\}",
    ),
    "host sets": Phrase(
        ("when",),
        r"the host sets (?P<line>DTR|RTS) (?P<level>high|low)",
        r"主机将 (?P<line>DTR|RTS) 拉(?P<level>高|低)",
        ("line:{line}",),
    ),
    # the module
    "module answers": Phrase(("then",), r"the module answers(?: (?P<lines>.+))?", r"模块应答(?: (?P<lines>.+))?"),
    "module reports": Phrase(("then",), r"the module reports(?: (?P<lines>.+))?", r"模块上报(?: (?P<lines>.+))?"),
    "module delivers": Phrase(("then",), r"the module delivers(?: (?P<text>.+))?", r"模块输出数据(?: (?P<text>.+))?"),
    "module puts out": Phrase(
        ("then",),
        r"the module puts out (?P<text>.+) in portions of (?P<size>\d+) bytes, \{(?P<figure>[^}]+)\} apart",
        r"模块分段输出 (?P<text>.+)，每段 (?P<size>\d+) 字节，间隔 \{(?P<figure>[^}]+)\}",
    ),
    "module puts out under headers": Phrase(
        ("then",),
        r"the module puts out (?P<text>.+) under (?P<header>\+.+:)",
        r"模块在 (?P<header>\+.+:) 之下输出数据 (?P<text>.+)",
    ),
    "module is silent": Phrase(("then",), r"the module is silent for (?P<time>.+)", r"模块静默 (?P<time>.+)"),
    "module ignores": Phrase(("then",), r"the module ignores (?P<command>.+)", r"模块不响应 (?P<command>.+)"),
    "module holds": Phrase(
        ("then",),
        r"the module holds (?P<line>DCD|RI|CTS|DSR) (?P<level>high|low)(?: for (?P<time>.+))?",
        r"模块使 (?P<line>DCD|RI|CTS|DSR) 保持(?P<level>高|低)电平(?: (?P<time>.+))?",
        ("line:{line}",),
    ),
    "module pulses": Phrase(
        ("then",),
        r"the module pulses (?P<line>DCD|RI|CTS) low for (?P<limits>.+)",
        r"模块在 (?P<line>DCD|RI|CTS) 上输出脉宽(?P<limits>.+?) ?的低电平脉冲",
        ("line:{line}",),
    ),
    "that took": Phrase(("then",), r"that took (?P<limits>.+)", r"耗时(?P<limits>.+)"),
    "figure measures": Phrase(
        ("then",), r"\{(?P<figure>[^}]+)\} measures (?P<limits>.+)", r"实测 \{(?P<figure>[^}]+)\} ?(?P<limits>.+)"
    ),
    # the far end
    "a server": Phrase(
        ("given",),
        r"an? (?P<protocol>TCP|UDP) server(?: named (?P<peer>[a-z][\w-]*))?",
        r"有一个(?:名为 (?P<peer>[a-z][a-z0-9_-]*) 的)? ?(?P<protocol>TCP|UDP) 服务器",
        ("{protocol}-peer",),
    ),
    "a client": Phrase(
        ("given",),
        r"an? (?P<protocol>TCP|UDP) client(?: named (?P<peer>[a-z][\w-]*))?",
        r"有一个(?:名为 (?P<peer>[a-z][a-z0-9_-]*) 的)? ?(?P<protocol>TCP|UDP) 客户端",
        ("{protocol}-peer", "inbound"),
    ),
    "peer sends": Phrase(("when",), rf"the {PEER} sends (?P<text>.+)", rf"{CHINESE_PEER_ON}发送 (?P<text>.+)"),
    "peer connects": Phrase(
        ("when",),
        rf"the {PEER} connects to port (?P<port>\d+)",
        rf"{CHINESE_PEER}连接到端口 (?P<port>\d+)",
        ("inbound",),
    ),
    "peer ends": Phrase(
        ("when",),
        rf"the {PEER} (?P<how>closes|resets)",
        rf"{CHINESE_PEER}(?P<how>关闭|复位)连接(?: (?P<connection>\d+))?",
    ),
    "peer acknowledges": Phrase(
        ("given", "when"),
        rf"the {PEER} (?P<how>stops acknowledging|acknowledges again)",
        rf"{CHINESE_PEER}(?P<how>停止|恢复)回复 ACK",
        ("ack-loss",),
    ),
    "peer receives": Phrase(
        ("then",), rf"the {PEER} receives (?!nothing more$)(?P<text>.+)", rf"{CHINESE_PEER_ON}收到 (?P<text>.+)"
    ),
    "peer receives nothing more": Phrase(
        ("then",), rf"the {PEER} receives nothing more", rf"{CHINESE_PEER}未再收到数据"
    ),
    "peer is called from port": Phrase(
        ("then",),
        r"the (?P<peer>[a-z][\w-]*) is (?P<negation>not )?called from port (?P<port>\d+)",
        rf"{CHINESE_PEER}看到的源端口(?P<negation>不)?为 (?P<port>\d+)",
        ("source-port",),
    ),
    "peer is called from address": Phrase(
        ("then",),
        r"the (?P<peer>[a-z][\w-]*) is called from address (?P<address>\S+)",
        rf"{CHINESE_PEER}看到的源地址为 (?P<address>\S+)",
        ("source-address",),
    ),
    "peer sees": Phrase(
        ("then",),
        rf"the {PEER} sees (?P<what>FIN|no FIN|RST|the end|no end|a resend|no resend|a connection|a refusal)",
        rf"{CHINESE_PEER_ON}(?P<what>看到 FIN|未看到 FIN|看到 RST|看到连接结束|未看到连接结束|看到重传|未看到重传"
        "|看到新连接|看到连接被拒绝)",
    ),
    "peer is not connected": Phrase(
        ("then",), r"the (?P<peer>[a-z][\w-]*) is not connected", rf"{CHINESE_PEER}未建立连接", ("inbound",)
    ),
    # the network
    "network": Phrase(("given", "when"), r"the network (?P<event>.+)", r"网络 ?(?P<event>.+)", ("network-control",)),
}


class Reading(NamedTuple):
    """What a step says."""

    phrase: str
    """The name of its phrase."""
    named: Mapping[str, str | None]
    """What it names, in English words; of a Then step also the ``ground`` that it says it rests on."""


class Bound(NamedTuple):
    """A function that plays a phrase."""

    function: Callable[..., Any]
    parameters: frozenset[str]
    """What it takes of what a step says; peers that cannot have several connections take no number of one."""


BOUND: dict[str, Bound] = {}
"""By the name of the phrase."""


@cache
def read(kind: str, text: str) -> Reading | None:
    """Read a step; None where the vocabulary has no such phrase."""
    for name, entry in PHRASES.items():
        if kind in entry.kinds and (named := entry.read(text)) is not None:
            return Reading(name, named)
    return None


def phrase(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Bind a function to a phrase of the vocabulary."""

    def bind(function: Callable[..., Any]) -> Callable[..., Any]:
        played = judged(function) if PHRASES[name].kinds == ("then",) else function
        taken = {*inspect.signature(function).parameters, *({"ground"} if played is not function else ())}
        BOUND[name] = Bound(played, frozenset(taken))
        return function

    return bind


def judged(function: Callable[..., Any]) -> Callable[..., Any]:
    """Play a Then step as what it says it rests on: ``ground`` is one more argument of the step."""

    def step(bench: Any, ground: str, **arguments: Any) -> None:
        with bench.resting_on(ground):
            function(bench, **arguments)

    return step


def bound(reading: Reading, docstring: str) -> tuple[Callable[..., Any], dict[str, Any]]:
    """Find what plays a step, and its arguments but for the bench."""
    function, parameters = BOUND[reading.phrase]
    said = {**reading.named, "docstring": docstring}
    return function, {name: value for name, value in said.items() if name in parameters}


HAVE_NEEDS = [entry for entry in PHRASES.values() if entry.needs]
TEXT_NEEDS = {
    r"\{(?!dns\.)[a-z][\w-]*\.name\}": "server-name",
    r"AT\+CPSMS=1": "psm",
}
"""What the name of a peer, or a command, asks of a bench; beside what the table of placeholders says."""


@cache
def needs(step_text: str, docstring: str = "") -> frozenset[str]:
    """Return what a step asks of a bench."""
    text = f"{step_text}\n{docstring}"
    asked = {need for pattern, need in TEXT_NEEDS.items() if re.search(pattern, text)}
    asked |= {held.needs for held in PLACEHOLDERS if held.needs and f"{{{held.name}}}" in text}
    for entry in HAVE_NEEDS:
        if (named := entry.read(step_text)) is not None:
            groups = {key: (value or "").lower() for key, value in named.items()}
            asked |= {need.format(**groups) for need in entry.needs}
    return frozenset(asked)
