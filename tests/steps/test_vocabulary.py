"""The vocabulary in its two languages: a Chinese step is its English twin, in what it names and what it needs."""

import re

import pytest

from atconform.base.notation import read_time
from steps import network_events, states
from steps.vocabulary import CHINESE_LIMITS, CHINESE_WORDS, PHRASES, needs

TWINS = [
    ("module is", "the module is in IP STATUS", "模块处于 IP STATUS 状态"),
    ("module is", "the module is connected to the server", "模块已与服务器建立连接"),
    ("module is", "the module is connected to logger as connection 1", "模块已与 logger 建立第 1 路连接"),
    ("module has accepted", "the module has accepted AT+CIPMODE=1", "模块已接受命令 AT+CIPMODE=1"),
    ("module has accepted", "the module has accepted", "模块已接受命令"),
    ("module is", "the module is registered", "模块已注册到网络"),
    ("power-cycle", "the module is power-cycled", "模块重新上电"),
    ("host sends", 'the host sends AT+CSOSEND=0,0,"Hello"', '主机发送 AT+CSOSEND=0,0,"Hello"'),
    ("host types", "the host types hello<Ctrl-Z>", "主机输入 hello<Ctrl-Z>"),
    (
        "host hands over",
        "the host hands over <66000 bytes> by AT+CIPSEND, 1000 at a time",
        "主机用 AT+CIPSEND 分次交付 <66000 bytes>，每次 1000 字节",
    ),
    ("host brings PPP up", "the host brings PPP up", "主机建立 PPP 连接"),
    ("host ends PPP", "the host ends PPP", "主机断开 PPP 连接"),
    ("host is silent", "the host is silent for 2 s", "主机静默 2 s"),
    ("host is silent", "the host is silent for {escape.before}", "主机静默 {escape.before}"),
    (
        "host is silent at an edge",
        "the host is silent for just shorter than {escape.before}",
        "主机静默时间略短于 {escape.before}",
    ),
    (
        "host is silent at an edge",
        "the host is silent for just longer than {escape.after}",
        "主机静默时间略长于 {escape.after}",
    ),
    ("host finds", "the host finds {escape.before} by bisection", "主机用二分法测出 {escape.before}"),
    ("host sets", "the host sets DTR high", "主机将 DTR 拉高"),
    ("host sets", "the host sets RTS low", "主机将 RTS 拉低"),
    ("module answers", "the module answers OK", "模块应答 OK"),
    ("module answers", "the module answers", "模块应答"),
    ("module reports", "the module reports 0, CONNECT OK", "模块上报 0, CONNECT OK"),
    ("module reports", "the module reports", "模块上报"),
    ("module delivers", "the module delivers hello", "模块输出数据 hello"),
    ("module delivers", "the module delivers", "模块输出数据"),
    (
        "module puts out",
        "the module puts out <400 bytes> in portions of 100 bytes, {rxtimer.default} apart",
        "模块分段输出 <400 bytes>，每段 100 字节，间隔 {rxtimer.default}",
    ),
    (
        "module puts out under headers",
        "the module puts out <9 bytes> under +RECEIVE,1,{counted}:",
        "模块在 +RECEIVE,1,{counted}: 之下输出数据 <9 bytes>",
    ),
    ("module is silent", "the module is silent for 500 ms", "模块静默 500 ms"),
    ("module ignores", "the module ignores AT", "模块不响应 AT"),
    ("module holds", "the module holds DCD low", "模块使 DCD 保持低电平"),
    ("module holds", "the module holds CTS high", "模块使 CTS 保持高电平"),
    ("module holds", "the module holds DCD low for 500 ms", "模块使 DCD 保持低电平 500 ms"),
    ("module pulses", "the module pulses RI low for about {ri.call}", "模块在 RI 上输出脉宽约 {ri.call} 的低电平脉冲"),
    (
        "module pulses",
        "the module pulses DCD low for between 1 s and 2 s",
        "模块在 DCD 上输出脉宽在 1 s 至 2 s 之间的低电平脉冲",
    ),
    ("that took", "that took at least 1 s", "耗时不少于 1 s"),
    ("that took", "that took at most {connect.max}", "耗时不超过 {connect.max}"),
    ("that took", "that took between 9 s and {linger}", "耗时在 9 s 至 {linger} 之间"),
    ("that took", "that took about 10 x {waittm.step}", "耗时约 10 x {waittm.step}"),
    ("figure measures", "{wake.dtr} measures at most 50 ms", "实测 {wake.dtr} 不超过 50 ms"),
    ("figure measures", "{escape.gap} measures just {escape.gap}", "实测 {escape.gap} 恰为 {escape.gap}"),
    ("a server", "a TCP server", "有一个 TCP 服务器"),
    ("a server", "a UDP server named logger", "有一个名为 logger 的 UDP 服务器"),
    ("a client", "a TCP client", "有一个 TCP 客户端"),
    ("a client", "a UDP client named neighbour", "有一个名为 neighbour 的 UDP 客户端"),
    ("peer sends", "the server sends hello", "服务器发送 hello"),
    ("peer sends", "the logger sends hello", "logger 发送 hello"),
    ("peer sends", "the server's connection 2 sends <1460 bytes>", "服务器在连接 2 上发送 <1460 bytes>"),
    ("peer connects", "the client connects to port 1234", "客户端连接到端口 1234"),
    ("peer ends", "the server closes", "服务器关闭连接"),
    ("peer ends", "the server's connection 2 resets", "服务器复位连接 2"),
    ("peer acknowledges", "the server stops acknowledging", "服务器停止回复 ACK"),
    ("peer acknowledges", "the server acknowledges again", "服务器恢复回复 ACK"),
    ("peer receives", "the client receives hello", "客户端收到 hello"),
    ("peer receives", "the server's connection 2 receives hello", "服务器在连接 2 上收到 hello"),
    ("peer receives nothing more", "the server receives nothing more", "服务器未再收到数据"),
    ("peer is called from port", "the server is called from port 8888", "服务器看到的源端口为 8888"),
    ("peer is called from port", "the server is not called from port 8888", "服务器看到的源端口不为 8888"),
    (
        "peer is called from address",
        "the server is called from address {module.ip}",
        "服务器看到的源地址为 {module.ip}",
    ),
    ("peer sees", "the server sees FIN", "服务器看到 FIN"),
    ("peer sees", "the server sees no FIN", "服务器未看到 FIN"),
    ("peer sees", "the client sees RST", "客户端看到 RST"),
    ("peer sees", "the client sees the end", "客户端看到连接结束"),
    ("peer sees", "the server's connection 2 sees no end", "服务器在连接 2 上未看到连接结束"),
    ("peer sees", "the server sees a resend", "服务器看到重传"),
    ("peer sees", "the server sees no resend", "服务器未看到重传"),
    ("peer sees", "the server's connection 2 sees a connection", "服务器在连接 2 上看到新连接"),
    ("peer sees", "the client sees a refusal", "客户端看到连接被拒绝"),
    ("peer is not connected", "the client is not connected", "客户端未建立连接"),
    ("network", "the network withdraws the PDP context", "网络去激活 PDP 上下文"),
    ("network", "the network has no route to the server", "网络到服务器的路由中断"),
]
"""A phrase, a step that is it in English, and the same step in Chinese."""
twins = pytest.mark.parametrize(("name", "english", "chinese"), TWINS, ids=[english for _, english, _ in TWINS])


def time(text):
    return read_time(text, lambda _: 0)


def named(phrase, step):
    """What a step names, and where the state leads that it names."""
    words = {key: value for key, value in (phrase.read(step) or {}).items() if value is not None}
    if "state" in words:
        words["state"] = states.state(words["state"]).state
    if "event" in words:
        words["event"] = network_events.event(words["event"], time)
    return words


def phrases_fitting(step, kinds):
    return [
        name for name, phrase in PHRASES.items() if set(phrase.kinds) & set(kinds) and phrase.read(step) is not None
    ]


def test_every_phrase_has_examples_in_both_languages():
    assert {name for name, _, _ in TWINS} == set(PHRASES)


@twins
def test_a_step_is_one_phrase_in_each_language(name, english, chinese):
    kinds = PHRASES[name].kinds
    assert re.fullmatch(PHRASES[name].english, english)
    assert re.fullmatch(PHRASES[name].chinese, chinese)
    assert phrases_fitting(english, kinds) == phrases_fitting(chinese, kinds) == [name]


@twins
def test_a_chinese_step_names_what_its_english_twin_names(name, english, chinese):
    assert named(PHRASES[name], chinese) == named(PHRASES[name], english)


@twins
def test_a_chinese_step_asks_the_same_of_a_bench_as_its_english_twin(name, english, chinese):
    assert needs(chinese) == needs(english)


def test_every_chinese_turn_of_phrase_has_an_example():
    steps = " ".join(chinese for _, _, chinese in TWINS)
    assert [turn for turn in CHINESE_LIMITS if not re.search(turn, steps)] == []
    assert [word for word in CHINESE_WORDS if word not in steps] == []


def test_data_may_look_like_a_step():
    read = PHRASES["peer sends"].read("logger 发送 服务器发送 hello")
    assert (read["peer"], read["text"]) == ("logger", "服务器发送 hello")
