import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.requirements import readings

MISPRINTS = [
    (["OK", "CLOSED OK"], ["CLOSE OK"], "C09"),
    (["+CIPRXGET:1"], ["+CIPRXGET: 1"], "C06"),
    (["+CIPRXGET:2,11,0"], ["+CIPRXGET: 2,11,0"], "C06"),
    (["RECV FROM: 192.0.2.1:9600", "+IPD,5:test1"], ["RECV FROM:192.0.2.1:9600", "+IPD,5:test1"], "C07"),
    (["RECV FROM: 192.0.2.1: 5678"], ["RECV FROM:192.0.2.1:5678"], "C07"),
    (["RECV FROM: {server.ip}:{server.port}"], ["RECV FROM:{server.ip}:{server.port}"], "C07"),
    (["+PDP DEACT"], ["+PDP: DEACT"], "C77"),
    (["+CIPACK: 3, 3, 0", "OK"], ["+CIPACK: 3,3,0", "OK"], "C34"),
    (['C: 0,0,"TCP","192.0.2.1","8500"," CLOSED "'], ['C: 0,0,"TCP","192.0.2.1","8500","CLOSED"'], "C33"),
    (['+CMTI: "SM", 10'], ['+CMTI: "SM",10'], "C81"),
    (
        ['C: 5,,"","","","INITIAL"', 'C: 6,,"","","","INITIAL"', 'C: 7,,"","","","INITIAL"'],
        ['C: 5,,"","","","INITIAL"'],
        "C14",
    ),
]


@pytest.mark.parametrize(("printed", "meant", "contradiction"), MISPRINTS)
def test_a_misprint_is_read_as_it_is_meant(printed, meant, contradiction):
    read = readings.read("sim800", printed)
    assert read.lines == meant
    assert [entry.contradiction for entry in read.applied] == [contradiction]


@pytest.mark.parametrize(
    "lines",
    [
        ["OK"],
        ["OK", "CLOSED"],
        ["CLOSE OK"],
        ["CLOSED OK", "OK"],
        ["+CIPRXGET: 1"],
        ["+CIPACK: 12,12,0"],
        ["RECV FROM:192.0.2.1:9600"],
        ["please RECV FROM: 192.0.2.1:9600"],
        ['C: 0,0,"TCP","192.0.2.1","8500","CLOSED"'],
        [],
    ],
)
def test_what_is_printed_rightly_is_left_alone(lines):
    assert readings.read("sim800", lines) == (lines, [])


def test_the_misprints_of_one_note_are_not_those_of_another_family():
    assert readings.readings_of("sim7020", ["OK", "CLOSED OK"]) == ["OK", "CLOSED OK"]


def test_a_misprint_is_found_among_other_lines_as_often_as_it_stands():
    lines = ["CONNECT OK", "OK", "CLOSED OK", "OK", "CLOSED OK"]
    assert readings.readings_of("sim800", lines) == ["CONNECT OK", "CLOSE OK", "CLOSE OK"]


@given(
    st.lists(st.sampled_from([printed[0] for printed, _, _ in MISPRINTS if len(printed) == 1] + ["OK", "", "CLOSED"]))
)
def test_reading_what_was_read_changes_nothing(lines):
    read = readings.readings_of("sim800", lines)
    assert readings.read("sim800", read) == (read, [])
