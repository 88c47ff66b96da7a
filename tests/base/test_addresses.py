from __future__ import annotations

import pytest

from atconform.base.addresses import is_loopback, loopback_of
from atconform.base.porturls import hosts_of


@pytest.mark.parametrize(
    ("host", "means"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.3.2.1", "127.3.2.1"),
        ("localhost", "127.0.0.1"),
        ("LocalHost", "127.0.0.1"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("::ffff:127.0.0.1", "127.0.0.1"),
        ("::ffff:7f00:1", "127.0.0.1"),
    ],
)
def test_what_certainly_is_loopback_is_told_by_its_address(host, means):
    assert loopback_of(host) == means


@pytest.mark.parametrize(
    "host",
    [
        "",
        "0.0.0.0",
        "::",
        "[::]",
        "::ffff:0.0.0.0",
        "::ffff:192.0.2.7",
        "192.0.2.7",
        "255.255.255.255",
        "224.0.0.1",
        "fe80::1%lo",
        "64:ff9b::7f00:1",
        "::127.0.0.1",
        "localhost.",
        "localhost.localdomain",
        "127.0.0.1.example.com",
        "127.1",
        "0x7f.1",
        "2130706433",
        "127.0.0.01",
        "127.0.0.1 192.0.2.7",
        "127.0.0.1\x00",
        "ip6-localhost",
    ],
)
def test_what_may_be_another_machine_is_none(host):
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("url", "hosts"),
    [
        ("/dev/ttyS1", []),
        ("hwgrep://USB", []),
        ("socket://192.0.2.7:7000", ["192.0.2.7"]),
        ("RFC2217://me:secret@Some.Where:7000?logging=debug", ["some.where"]),
        ("spy://socket://[::1]:7000", ["::1"]),
        ("socket://", [""]),
    ],
)
def test_the_hosts_that_a_port_is_reached_at_are_told(url, hosts):
    assert hosts_of(url) == hosts
