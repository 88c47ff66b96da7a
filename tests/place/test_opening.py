"""Opening a place on a wire: whatever comes in between, nothing stays open."""

import pytest

from atconform.base.errors import BenchFault, Inconclusive, UsageError
from atconform.place import opening, wire
from atconform.place.file import Allow, BenchFile, ModuleEntry, PeerEntry, Sim
from atconform.place.found import Found
from atconform.place.identity import Identity
from atconform.place.opening import allowed_by, attach, open_wire
from tests.place.test_recovery import OK, Conversation, Script

SIM800 = Identity("SIM800 R14.18", "SIM800", "R14.18")


class Port:
    """Stands for a serial port and for peers."""

    inbox = type("Inbox", (), {"put": print})
    name = "/dev/ttyX"
    lines = frozenset({"DTR"})
    capabilities = frozenset({"tcp-peer"})

    def __init__(self, *_, **__):
        self.closed = False

    def measure(self):
        pass

    def now(self):
        return 0

    def close(self):
        self.closed = True

    shut_down = close


@pytest.fixture
def opened(monkeypatch):
    """A port and peers in the place of real ones, with a SIM800 that reaches everything."""
    port, peers = Port(), Port()
    monkeypatch.setattr(opening, "SerialTransport", lambda *_, **__: port)
    monkeypatch.setattr(opening, "peers_of", lambda *_: peers)
    monkeypatch.setattr(opening, "identify", lambda _: SIM800)
    monkeypatch.setattr(opening.lineform, "seen", lambda _: opening.lineform.USUAL)
    monkeypatch.setattr(opening, "unlock", lambda *_: None)
    monkeypatch.setattr(opening, "look", lambda *_: Found())
    for where in (opening, wire):
        monkeypatch.setattr(where, "give_back", lambda *_: "")
    monkeypatch.setattr(opening, "attach", lambda *_, **__: None)
    monkeypatch.setattr(opening.reach, "blocked", lambda *_, **__: {})
    return port, peers


ENTRY = ModuleEntry("/dev/ttyX")
SWITCHED = ModuleEntry("/dev/ttyX", power="switch")


def fail(fault):
    def failing(*_, **__):
        raise fault

    return failing


@pytest.mark.parametrize("fault", [BenchFault("silent"), Inconclusive("no coverage"), UsageError("no SIM800")])
@pytest.mark.parametrize("step", ["identify", "family_on", "attach"])
def test_a_fault_comes_out_as_what_it_is_and_leaves_nothing_open(opened, monkeypatch, step, fault):
    monkeypatch.setattr(opening, step, fail(fault))
    with pytest.raises(type(fault), match=str(fault)):
        open_wire(ENTRY, BenchFile())
    assert [held.closed for held in opened] == [True, True]


def test_a_far_end_that_cannot_be_used_leaves_the_port_closed(opened, monkeypatch):
    monkeypatch.setattr(opening, "peers_of", fail(UsageError("wrong token")))
    with pytest.raises(UsageError, match="wrong token"):
        open_wire(ENTRY, BenchFile())
    assert opened[0].closed


def test_a_place_that_is_opened_says_what_it_found_and_stays_open(opened):
    place = open_wire(ENTRY, BenchFile())
    assert (place.unit, place.family, place.identity, place.remark) == ("/dev/ttyX", "sim800", SIM800, "")
    assert place.capabilities == {"tcp-peer", "source-port", "line:dtr"}
    assert [held.closed for held in opened] == [False, False]
    place.close()
    assert [held.closed for held in opened] == [True, True]


def test_what_was_tried_in_vain_is_lacking(opened, monkeypatch):
    monkeypatch.setattr(opening.reach, "blocked", lambda *_, **__: {"tcp-peer": "a wall"})
    place = open_wire(ENTRY, BenchFile())
    assert (place.blocked, place.remark) == ({"tcp-peer": "a wall"}, "the far end lacks tcp-peer: a wall")
    assert "tcp-peer" not in place.capabilities


@pytest.mark.parametrize("allowed", [False, True])
def test_a_power_switch_is_used_only_where_that_is_allowed(opened, allowed):
    place = open_wire(SWITCHED, BenchFile(allow=Allow(power_cycles=allowed)))
    assert ("power-cycle" in place.capabilities) == allowed


def test_the_bench_file_says_what_the_place_can_do_beside_what_the_wire_can():
    said = BenchFile(sim=Sim(psm=True), peer=PeerEntry(name="peer.test"), allow=Allow(persistent=True))
    assert allowed_by(said) == {"persistent", "server-name", "psm"}


def test_a_module_that_is_roaming_is_not_used_without_leave():
    answers = {"AT+CPIN?": "+CPIN: READY", "AT+CGATT?": "+CGATT: 1", "AT+CREG?": "+CREG: 0,5"}
    script = {f"{ask}\r".encode(): [(1, f"\r\n{told}\r\n".encode()), *OK] for ask, told in answers.items()}
    attach(Conversation(Script(script)), "", roaming=True, assumed=frozenset)
    with pytest.raises(BenchFault, match=r"is roaming, where data may cost money; allow it with \[allow\] roaming"):
        attach(Conversation(Script(script)), "", roaming=False, assumed=frozenset)


def test_what_was_found_is_put_back_when_the_module_turns_out_not_to_be_of_use(opened, monkeypatch):
    put_back = []
    monkeypatch.setattr(opening, "give_back", lambda *given: put_back.append((given[2], opened[0].closed)))
    monkeypatch.setattr(opening, "attach", fail(Inconclusive("no coverage")))
    with pytest.raises(Inconclusive):
        open_wire(ENTRY, BenchFile())
    assert put_back == [(Found(), False)]
