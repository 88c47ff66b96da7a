"""What is told to an emulated module while it runs: by whom, in which words, and what becomes of nonsense."""

import os
import socket
import stat

import pytest
from click.testing import CliRunner

from atconform.base.errors import UsageError
from atconform.commands.tell import ask, command
from atconform.emulator.families import build
from atconform.faults import FaultyModule
from atconform.realtime.reactor import Reactor, ReactorThread, now
from atconform.serve.command import told
from atconform.serve.control import LONGEST, MOST, Control


@pytest.fixture
def path(tmp_path):
    """A control at this path, of a module that has power."""
    reactor, core = Reactor(), FaultyModule(build("sim800", "none"))
    core.power_on(now())
    where = tmp_path / "control"
    control = Control(where, reactor, lambda words: told(core, words))
    thread = ReactorThread("control", reactor, lambda: reactor.turn(now() + 50_000))
    yield where
    thread.stop(control.close)
    assert not where.exists()


def tell(path, *words):
    done = CliRunner().invoke(command, [str(path), *words])
    return done.output.strip() if done.exception is None else str(done.exception)


def test_it_is_for_its_user_alone(path):
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_a_fault_is_begun_shown_and_cleared(path):
    assert tell(path, "no-network", "lasts=1h") == "no-network lasts=1h: acts, 1 so far"
    assert "module: sim800, on for 0 s, command mode" in tell(path, "show")
    assert "fault: no-network lasts=1h: acts" in tell(path, "show")
    assert tell(path, "clear") == "1 ended"
    assert "fault" not in tell(path, "show")
    assert tell(path, "clear") == "there was nothing to end"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (["context-los"], "there is no fault context-los; did you mean context-lost?"),
        (["context-lost", "afer=3s"], "context-lost has no parameter afer; did you mean after?"),
        (["context-lost", "after"], "'after' is no value; write PARAMETER=VALUE"),
        (["weak-signal", "rssi=40"], "weak-signal: rssi=40: no such number; write a whole number from 0 to 31"),
        (["context-lost", "after=soon"], "context-lost: after=soon: no such time; write it as 30s"),
        (["show", "all"], "show takes no values"),
        ([], "tell what?"),
    ],
)
def test_what_is_wrong_is_said(path, words, wrong):
    assert wrong in tell(path, *words)


def test_what_is_over_at_once_is_done(path):
    assert tell(path, "reboot") == "reboot: done"


def test_when_it_begins_is_shown(path):
    tell(path, "context-lost", "every=1h")
    assert "fault: context-lost every=1h: waits, begins in 3600 s" in tell(path, "show")


def test_context_lost_where_there_is_none_says_so(path):
    assert tell(path, "context-lost") == "context-lost: there was nothing that it could act on"


def test_where_nobody_listens(tmp_path):
    with pytest.raises(UsageError, match="no emulator listens there"):
        ask(tmp_path / "nobody", ("show",))


def test_two_do_not_listen_at_one_path(path):
    with pytest.raises(UsageError, match="another emulator listens there"):
        Control(path, Reactor(), lambda words: "")


def test_a_file_in_the_way_stays(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="there is a file of this name already"):
        Control(tmp_path / "file", Reactor(), lambda words: "")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_system_without_unix_sockets(tmp_path, monkeypatch):
    """As Windows is one."""
    reactor = Reactor()
    monkeypatch.delattr(socket, "AF_UNIX")
    for use in (lambda: Control(tmp_path / "control", reactor, lambda words: ""), lambda: ask(tmp_path, ("show",))):
        with pytest.raises(UsageError, match=r"Windows has no Unix sockets; have things go wrong with .*--faults"):
            use()


def test_a_folder_that_there_is_not(tmp_path):
    with pytest.raises(UsageError, match="No such file or directory"):
        Control(tmp_path / "nowhere" / "control", Reactor(), lambda words: "")


def test_what_one_that_is_gone_has_left_is_replaced(tmp_path):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "control"))
    reactor = Reactor()
    Control(tmp_path / "control", reactor, lambda words: "").close()
    reactor.close()


def test_nonsense_is_answered_or_let_go_and_others_are_served(path):
    with socket.socket(socket.AF_UNIX) as one, socket.socket(socket.AF_UNIX) as other:
        for sock in (one, other):
            sock.settimeout(5)
            sock.connect(str(path))
        one.sendall(b"show\n")
        assert b'"wrong"' in one.recv(4096)
        one.sendall(b"x" * (LONGEST + 1))
        assert one.recv(4096) == b""
        other.sendall(b'["show"]\n')
        assert b"sim800" in other.recv(4096)


def test_one_who_does_not_read_holds_up_nobody(path):
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.connect(str(path))
        deaf.setblocking(False)
        try:
            while True:
                deaf.send(b'["show"]\n' * 100)
        except BlockingIOError:
            pass
        assert "module: sim800" in tell(path, "show")


def test_only_so_many_at_the_same_time(path):
    socks = [socket.socket(socket.AF_UNIX) for _ in range(MOST + 1)]
    try:
        for sock in socks:
            sock.settimeout(5)
            sock.connect(str(path))
        assert socks[-1].recv(1) == b""
    finally:
        for sock in socks:
            sock.close()
