from __future__ import annotations

import os
from pathlib import Path

import pytest

from atconform.base.errors import UsageError
from atconform.peer.tokenfile import MOST, SHORTEST, read_token
from tests.peer.farend import write_secret

TOKEN = "correct horse battery staple"
NEEDS_MODES = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no such modes")


@pytest.fixture
def file(tmp_path) -> Path:
    write_secret(tmp_path / "token", TOKEN + "\n")
    return tmp_path / "token"


def test_a_token_stands_alone_in_a_file_that_nobody_else_reads(file):
    assert read_token(file) == TOKEN


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o700])
def test_what_its_owner_may_do_with_it_is_the_owners_business(file, mode):
    file.chmod(mode)
    assert read_token(file) == TOKEN


@NEEDS_MODES
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o666, 0o444])
def test_a_file_that_others_can_read_or_change_is_refused(file, mode):
    file.chmod(mode)
    with pytest.raises(UsageError, match="token: others can read or change it; chmod 600"):
        read_token(file)


@NEEDS_MODES
def test_a_file_of_another_user_is_refused(file, monkeypatch):
    owner = file.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    if owner == 0:
        os.chown(file, 4711, -1)
    with pytest.raises(UsageError, match="token: it belongs to another user, who can read it; have one of your own"):
        read_token(file)


@NEEDS_MODES
def test_what_a_link_leads_to_counts_and_not_the_link(file):
    link = file.with_name("link")
    link.symlink_to(file)
    assert read_token(link) == TOKEN
    file.chmod(0o644)
    with pytest.raises(UsageError, match="link: others can read or change it"):
        read_token(link)


def test_where_the_system_has_no_modes_that_is_said_and_not_checked(file, monkeypatch, capsys):
    file.chmod(0o644)
    monkeypatch.delattr(os, "geteuid", raising=False)
    assert read_token(file) == TOKEN
    said: list[str] = []
    read_token(file, said.append)
    assert "is not checked on this system" in said[0]
    assert capsys.readouterr().err.count("is not checked on this system") == 1


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", f"shorter than {SHORTEST}"),
        (b"\n \n", f"shorter than {SHORTEST}"),
        (b"x" * (SHORTEST - 1), f"shorter than {SHORTEST}"),
        (b"x" * (MOST + 1), "there is more in it than a token"),
        (b"x" * 10_000_000, "there is more in it than a token"),
        (b"one token of many\nand another one\n", "there is more in it than a token"),
        (b"\xff\xfe" * 20, "it is not text"),
    ],
    ids=["empty", "blank", "short", "long", "huge", "two lines", "no text"],
)
def test_what_is_no_token_is_refused(file, data, says):
    file.write_bytes(data)
    with pytest.raises(UsageError, match=f"token: .*{says}"):
        read_token(file)


@pytest.mark.parametrize("character", ["x", "\u00e9"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", ""])
def test_a_long_token_is_one_with_any_line_end(file, character, line_end):
    file.write_bytes((character * 500 + line_end).encode())
    assert read_token(file) == character * 500


@pytest.mark.parametrize("name", [".", "missing", "token/below", "x" * 5000, "nul\0"])
def test_what_cannot_be_read_is_a_users_mistake(file, name):
    with pytest.raises(UsageError, match="name a file that holds the far end's token"):
        read_token(file.parent / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(file):
    os.mkfifo(file.with_name("pipe"), 0o600)
    with pytest.raises(UsageError, match="that is no file"):
        read_token(file.with_name("pipe"))


def test_a_link_that_leads_nowhere_or_to_itself_is_a_users_mistake(file):
    link = file.with_name("loop")
    link.symlink_to(link)
    with pytest.raises(UsageError, match="name a file that holds"):
        read_token(link)
