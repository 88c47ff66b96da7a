"""Files that take the place of another one: whole, or not at all."""

import os
from pathlib import Path

import pytest

from atconform.results.newfile import taking_the_place_of


def test_what_was_there_stays_until_all_is_written(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(b"old")
    with taking_the_place_of(page) as stream:
        stream.write(b"new")
        stream.flush()
        assert page.read_bytes() == b"old"
    assert page.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [page]


def interrupted():
    yield b"half"
    raise KeyboardInterrupt


@pytest.mark.parametrize("before", [None, b"old"])
def test_what_ends_in_the_middle_leaves_all_as_it_was(tmp_path, before):
    page = tmp_path / "page.html"
    if before:
        page.write_bytes(before)
    with pytest.raises(KeyboardInterrupt), taking_the_place_of(page) as stream:
        stream.writelines(interrupted())
    assert [file.read_bytes() for file in tmp_path.iterdir()] == ([before] if before else [])


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "page.html").write_bytes(b"old")
    (tmp_path / "latest.html").symlink_to("page.html")
    with taking_the_place_of(tmp_path / "latest.html") as stream:
        stream.write(b"new")
    assert (tmp_path / "latest.html").is_symlink()
    assert (tmp_path / "page.html").read_bytes() == b"new"


def test_a_device_is_written_to():
    with taking_the_place_of(Path(os.devnull)) as stream:
        stream.write(b"new")
    assert not Path(os.devnull).is_file()
