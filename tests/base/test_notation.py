import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.errors import BenchFault
from atconform.base.notation import Limits, pattern, read_bytes, read_limits, read_time, show_bytes
from atconform.base.units import MS, SECOND


def figure(name):
    return {"escape.before": SECOND}[name]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("hello<Ctrl-Z>", b"hello\x1a"),
        ("<ESC><CR><LF><0x07>", b"\x1b\r\n\x07"),
        ("<3 bytes>", b"012"),
        ("a < b > c", b"a < b > c"),
        ("a<all values>", b"a" + bytes(range(256))),
        ("<all values but NUL Ctrl-Z 0xff>", bytes(range(1, 26)) + bytes(range(27, 255))),
    ],
)
def test_bytes_are_written_with_names_for_what_cannot_be_printed(text, data):
    assert read_bytes(text) == data


@given(st.binary(max_size=100).filter(lambda data: b"<" not in data))
def test_bytes_shown_can_be_read_again(data):
    assert read_bytes(show_bytes(data)) == data


def test_long_data_is_cut_when_shown_and_its_length_said():
    assert show_bytes(b"x" * 300).endswith("... (300 bytes)")


def test_the_pattern_has_no_line_ends_and_the_length_asked_for():
    assert len(pattern(1460)) == 1460
    assert not set(pattern(1460)) & set(b"\r\n\x1a\x1b")


def test_times_and_limits_are_read_in_microseconds():
    assert read_time("500 ms", figure) == 500 * MS
    assert read_time("{escape.before}", figure) == SECOND
    assert read_limits("between 1 s and 1.5 s", figure) == Limits(SECOND, 1500 * MS)
    assert read_limits("at most 20 ms", figure) == Limits(None, 20 * MS)


@pytest.mark.parametrize("text", ["soon", "5", "5 minutes"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(BenchFault, match="not a time"):
        read_time(text, figure)
