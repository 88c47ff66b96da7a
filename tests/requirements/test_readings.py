import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.requirements import catalogue, readings

SIM800_MISPRINTS = [
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


SIM7000_MISPRINTS = [
    (["CLOSED OK"], ["CLOSE OK"], "C09"),
    (["RECV FROM: 192.0.2.1: 5678"], ["RECV FROM:192.0.2.1:5678"], "C07"),
    (["+CIPACK: 3, 0, 3", "OK"], ["+CIPACK: 3,0,3", "OK"], "C34"),
    (['C: 1,0,"UDP","192.0.2.1","9600"," CONNECTED "'], ['C: 1,0,"UDP","192.0.2.1","9600","CONNECTED"'], "C33"),
    (['+CMTI: "SM", 10'], ['+CMTI: "SM",10'], "C81"),
]
SIM7020_MISPRINTS = [
    (["0.CONNECT OK"], ["0,CONNECT OK"], "C04"),
    (["1.SEND OK"], ["1,SEND OK"], "C04"),
    (["DATA ACCEPT: 2.3"], ["DATA ACCEPT: 2,3"], "C04"),
    (["+CSORXGET: 1.0"], ["+CSORXGET: 1,0"], "C04"),
    (["DATA ACCEPT:5"], ["DATA ACCEPT: 5"], "C05"),
    (["+CIPRXGET:3,11,0"], ["+CIPRXGET: 3,11,0"], "C06"),
    (["RECVFROM: 192.0.2.1:9600", "+IPD,5:test1"], ["RECV FROM: 192.0.2.1:9600", "+IPD,5:test1"], "C07"),
    (["RECV FROM: 192.0.2.1: 5678"], ["RECV FROM: 192.0.2.1:5678"], "C07"),
    (["CLOSED OK"], ["CLOSE OK"], "C28"),
    (['C:1,0,"UDP","192.0.2.1","9600","CONNECTED"'], ['C: 1,0,"UDP","192.0.2.1","9600","CONNECTED"'], "C33"),
    (["+CPIN:READY", "OK"], ["+CPIN: READY", "OK"], "C51"),
    (["+CSOC:0", "OK"], ["+CSOC: 0", "OK"], "C51"),
]
MISPRINTS = {"sim800": SIM800_MISPRINTS, "sim7000": SIM7000_MISPRINTS, "sim7020": SIM7020_MISPRINTS}
MISPRINTS_OF_ONE_EXAMPLE = [
    ("SIM7000-3.1-E1", ["+RECEIVE,0,17:"], ["+RECEIVE,0,16:"], "C32"),
    ("SIM7000-3.1-E1", ["+RECEIVE,1,17:"], ["+RECEIVE,1,16:"], "C32"),
    ("SIM7000-3.2-E1", ["+RECEIVE,0,39:"], ["+RECEIVE,0,40:"], "C32"),
    ("SIM7020EN-5.4-E1", ["+CSONMI: 0,6,313233"], ["+CSONMI: 1,6,313233"], "C43"),
    ("SIM7020ZH-5.4-E1", ["+CSONMI: 0,6,313233"], ["+CSONMI: 1,6,313233"], "C43"),
    ("SIM7020EN-5.10-E1", ["+RETENTION: 0"], ["+RETENTION: 0", "OK"], "C27"),
]


@pytest.mark.parametrize(
    ("family", "printed", "meant", "contradiction"),
    [(family, *misprint) for family, misprints in MISPRINTS.items() for misprint in misprints],
)
def test_a_misprint_is_read_as_it_is_meant(family, printed, meant, contradiction):
    read = readings.read(family, printed)
    assert read.lines == meant
    assert [entry.contradiction for entry in read.applied] == [contradiction]


@pytest.mark.parametrize(("example", "printed", "meant", "contradiction"), MISPRINTS_OF_ONE_EXAMPLE)
def test_a_line_that_is_right_elsewhere_is_a_misprint_only_where_its_example_is_played(
    example, printed, meant, contradiction
):
    family = catalogue.load().family(example)
    read = readings.read(family, printed, {example, "SIM7020EN-6.5-E1"})
    assert read.lines == meant
    assert [entry.contradiction for entry in read.applied] == [contradiction]
    assert readings.read(family, printed, {"SIM7020EN-5.9-E1"}) == (printed, [])
    assert readings.read(family, printed) == (printed, [])


@pytest.mark.parametrize("family", MISPRINTS)
@pytest.mark.parametrize(
    "lines",
    [
        ["OK"],
        ["OK", "CLOSED"],
        ["CLOSE OK"],
        ["+CIPRXGET: 1"],
        ["+CIPACK: 12,12,0"],
        ["please RECV FROM: 192.0.2.1:9600"],
        ['C: 0,0,"TCP","192.0.2.1","8500","CLOSED"'],
        [],
    ],
)
def test_what_is_printed_rightly_is_left_alone(family, lines):
    assert readings.read(family, lines) == (lines, [])


@pytest.mark.parametrize(
    ("family", "line"), [("sim800", "RECV FROM:192.0.2.1:9600"), ("sim7020", "RECV FROM: 192.0.2.1:9600")]
)
def test_each_family_names_the_sender_in_its_own_form(family, line):
    assert readings.read(family, [line]) == ([line], [])


def test_the_misprints_of_one_note_are_not_those_of_another_family():
    assert readings.readings_of("sim800", ["0.CONNECT OK"]) == ["0.CONNECT OK"]


def test_a_table_of_eight_connections_is_right_for_a_family_that_has_eight():
    lines = ['C: 6,,"","","","INITIAL"', 'C: 7,,"","","","INITIAL"']
    assert readings.readings_of("sim7000", lines) == lines


def test_lines_in_another_order_are_not_the_block_that_is_misprinted():
    assert readings.readings_of("sim800", ["CLOSED OK", "OK"]) == ["CLOSED OK", "OK"]


def test_a_misprint_is_found_among_other_lines_as_often_as_it_stands():
    lines = ["CONNECT OK", "OK", "CLOSED OK", "OK", "CLOSED OK"]
    assert readings.readings_of("sim800", lines) == ["CONNECT OK", "CLOSE OK", "CLOSE OK"]


@given(st.data())
def test_reading_what_was_read_changes_nothing(data):
    family = data.draw(st.sampled_from(list(MISPRINTS)))
    known = [printed[0] for printed, _, _ in MISPRINTS[family] if len(printed) == 1]
    read = readings.readings_of(family, data.draw(st.lists(st.sampled_from([*known, "OK", "", "CLOSED"]))))
    assert readings.read(family, read) == (read, [])


def test_a_misprint_passes_where_a_rule_of_its_requirement_has_the_reading():
    assert readings.misprint_of("sim800", ["CLOSE OK"], ["SIM800-2.1.2-R3"]) == ["OK", "CLOSED OK"]
    assert readings.misprint_of("sim800", ["CLOSE OK"], ["SIM800-2.1.1-R7"]) == []
    assert readings.misprint_of("sim7000", ["CLOSE OK"], ["SIM800-2.1.2-R3"]) == []
