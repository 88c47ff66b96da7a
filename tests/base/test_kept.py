"""What is kept like compiled modules: not made twice, and made anew where what was kept is of no use."""

import json

import pytest

from atconform.base import kept as room
from atconform.base.kept import kept


@pytest.fixture
def maker(monkeypatch, tmp_path):
    monkeypatch.setattr(room.sys, "dont_write_bytecode", False)
    return Maker(tmp_path / "__pycache__" / "kept")


class Maker:
    def __init__(self, file):
        self.file = file
        self.made = 0

    def __call__(self, text):
        return kept(
            self.file, text, lambda: self.make(text), json.load, lambda made, file: file.write(self.bytes(made))
        )

    def make(self, text):
        self.made += 1
        return {"text": text}

    def bytes(self, made):
        return json.dumps(made).encode()


def test_it_is_made_once_and_the_same_ever_after(maker):
    assert maker("a") == maker("a") == {"text": "a"}
    assert maker.made == 1


def test_it_is_made_anew_of_another_text_and_takes_the_place_of_the_first(maker):
    maker("a")
    assert maker("b") == {"text": "b"}
    assert maker("b") == {"text": "b"}
    assert maker.made == 2
    assert [file.name for file in maker.file.parent.iterdir()] == ["kept"]


@pytest.mark.parametrize("length", [0, 10, 32, 40])
def test_what_was_cut_off_is_made_anew(maker, length):
    maker("a")
    maker.file.write_bytes(maker.file.read_bytes()[:length])
    assert maker("a") == {"text": "a"}
    assert maker.made == 2


def test_where_nothing_can_be_kept_it_is_made_each_time(maker, monkeypatch):
    maker.file.parent.write_text("no folder")
    assert maker("a") == maker("a") == {"text": "a"}
    assert maker.made == 2


def test_nothing_is_kept_where_python_keeps_no_modules(maker, monkeypatch):
    monkeypatch.setattr(room.sys, "dont_write_bytecode", True)
    maker("a")
    assert not maker.file.exists()


def test_what_is_wrong_with_the_text_is_said_and_nothing_is_kept(maker, monkeypatch):
    monkeypatch.setattr(maker, "make", lambda text: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        maker("a")
    assert not maker.file.exists()
