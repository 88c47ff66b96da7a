"""A module and its far end in a network that the test host is not in, as behind an operator.

Three network namespaces stand for three machines: the far end has a leg in both networks, the test host reaches its
control port and no module, and the serial line is a pseudo-terminal, which no namespace keeps apart.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, started
from tests.peer.farend import make_certificate, write_secret

HOST, FAR_END, MODULE = (f"atconform-{os.getpid()}-{name}" for name in ("host", "peer", "module"))
CONTROL, FAR, OWN = "10.99.1.2", "10.99.2.2", "10.99.2.1"
FIREWALL = """
rule add pref 10 lookup local
rule add pref 5 iif air ipproto tcp dport 1-8000 blackhole
rule del pref 0
"""
"""Drops calls to the port of the module's server; what its own calls bring back comes to higher ones."""
BENCH = f"""
[module.left]
port = "modem"
[peer]
url = "tls://{CONTROL}:7443"
address = "{FAR}"
token_file = "token"
ca = "cert.pem"
"""
OUTWARD, INWARD, PORT_KEPT = "tcp-receives", "server-in-normal-mode", "local-port-fixed-tcp"


def ip(network: str, lines: str) -> None:
    """Run commands of iproute2 inside a namespace."""
    for line in filter(None, lines.splitlines()):
        subprocess.run(["ip", "-n", network, *line.split()], check=True, capture_output=True, timeout=30)


def inside(network: str) -> list[str]:
    return ["ip", "netns", "exec", network]


@pytest.fixture
def networks() -> Iterator[None]:
    if shutil.which("ip") is None:
        pytest.skip("iproute2, which makes network namespaces, is not installed")
    with ExitStack() as stack:
        for name in (HOST, FAR_END, MODULE):
            made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True, check=False)
            if made.returncode:
                pytest.skip(f"network namespaces may not be made here: {made.stderr.strip()}")
            stack.callback(subprocess.run, ["ip", "netns", "del", name], check=False)
            ip(name, "link set lo up")
        ip(HOST, f"link add control type veth peer name control netns {FAR_END}")
        ip(MODULE, f"link add air type veth peer name air netns {FAR_END}")
        for name, link, address in (
            (HOST, "control", "10.99.1.1"),
            (FAR_END, "control", CONTROL),
            (FAR_END, "air", FAR),
            (MODULE, "air", OWN),
        ):
            ip(name, f"addr add {address}/24 dev {link}\nlink set {link} up")
        yield


@pytest.mark.waits
@pytest.mark.parametrize(
    ("address", "rules", "skipped"),
    [
        (OWN, "", {}),
        (OWN, FIREWALL, {INWARD: "tried: the client saw no connection within 10 s"}),
        ("100.64.0.7", "", {INWARD: "has not called this far end", PORT_KEPT: f"was called from {OWN}"}),
    ],
    ids=["open", "firewall", "translated"],
)
def test_what_the_network_does_not_let_through_is_skipped_and_the_rest_is_played(
    tmp_path, networks, address, rules, skipped
):
    ip(MODULE, rules)
    make_certificate(tmp_path, CONTROL)
    write_secret(tmp_path / "token", "correct horse battery staple")
    (tmp_path / "bench.toml").write_text(BENCH, "utf-8")
    line = ("--pty", "--link", tmp_path / "modem", "--quick")
    door = ("--listen", f"{CONTROL}:7443", "--bind", FAR, "--token-file", "token")
    tls = ("--tls-cert", "cert.pem", "--tls-key", "key.pem")
    emulate = ("emulate", "sim800", *line, "--allow-network", "--address", address)
    with (
        started(*emulate, where=tmp_path, within=inside(MODULE)) as module,
        started("peer", *door, *tls, where=tmp_path, within=inside(FAR_END)) as far_end,
    ):
        for process in (module, far_end):
            assert process.stdout is not None
            assert "Ctrl-C ends it" in process.stdout.readline()
        scenarios = [word for name in (OUTWARD, INWARD, PORT_KEPT) for word in ("--scenario", name)]
        run = ("run", "--bench", "bench.toml", *scenarios, "--report", "run")
        done = atconform(*run, where=tmp_path, within=inside(HOST))
    assert done.returncode == 0, done.stdout
    played = {scenario.id: scenario for scenario in read_run(tmp_path / "run").scenarios}
    assert {name for name in played if played[name].verdict == "pass"} == {OUTWARD, INWARD, PORT_KEPT} - skipped.keys()
    assert all(why in played[name].reason for name, why in skipped.items())
    assert "the far end lacks inbound: " in done.stdout or not skipped
