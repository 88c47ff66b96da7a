import pytest

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.inventory.documented import COLUMNS, DocumentedCommand, by_key, inventory, missing, read

HEADER = "\t".join(COLUMNS)


def line(**fields):
    usual = {"name": "AT+CBC", "section": "3.2.52", "meaning": "battery", "forms": "test/execute", "asked": "2"}
    return "\t".join(({"disposition": "answer"} | usual | fields).get(column, "") for column in COLUMNS)


def test_a_line_is_read_field_by_field():
    text = line(page="108", values="answers mV", saving="at once", response="5", needs_sim="likely")
    (command,) = read(f"{HEADER}\n{text}\n", "x.tsv")
    assert command == DocumentedCommand(
        name="AT+CBC", section="3.2.52", page=108, meaning="battery", forms=("test", "execute"), values="answers mV",
        saving="at once", needs_sim="likely", response=5, asked=2, disposition="answer",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", "x.tsv, line 1: the columns are not name, section", id="nothing"),
        pytest.param(f"{HEADER}\tmore\n{line()}", "line 1: the columns", id="another column"),
        pytest.param(f"{HEADER}\nAT+CBC\tbattery", "x.tsv, line 2: 2 fields instead of 13", id="fields"),
        pytest.param(f"{HEADER}\n{line()}\n{line()}", "x.tsv, line 3: AT\\+CBC is there already", id="twice"),
        pytest.param(f"{HEADER}\n{line(disposition='ignore')}", "'ignore' - at `\\$.disposition`", id="disposition"),
        pytest.param(f"{HEADER}\n{line(forms='test/ask')}", "'ask' - at `\\$.forms", id="form"),
        pytest.param(f"{HEADER}\n{line(saving='often')}", "'often' - at `\\$.saving`", id="saving"),
        pytest.param(f"{HEADER}\n{line(asked='5')}", "<= 4 - at `\\$.asked`", id="asked"),
        pytest.param(f"{HEADER}\n{line(response='soon')}", "at `\\$.response`", id="response"),
        pytest.param(f"{HEADER}\n{line(meaning='')}", "`meaning`", id="meaning"),
        pytest.param(f"{HEADER}\n{line(forms='')}", "AT\\+CBC has no forms", id="no forms"),
        pytest.param(f"{HEADER}\n{line(section='')}", "either from a section of the manual, or", id="from nowhere"),
        pytest.param(f"{HEADER}\n{line(source='a record')}", "either from a section", id="from two places"),
    ],
)
def test_a_malformed_table_is_refused_with_the_place(text, told):
    with pytest.raises(BenchFault, match=told):
        read(text, "x.tsv")


def test_a_command_that_is_refused_needs_no_forms():
    assert read(f"{HEADER}\n{line(disposition='refuse', forms='')}", "x.tsv")[0].forms == ()


@pytest.mark.parametrize(
    ("name", "key"),
    [("AT+CBC", "+CBC"), ("ATE", "E"), ("AT&C", "&C"), ("ATS0", "S0"), ("A/", "A/"), ("+CSONMI", "+CSONMI")],
)
def test_a_command_is_found_by_its_name_on_a_command_line(name, key):
    (command,) = read(f"{HEADER}\n{line(name=name)}", "x.tsv")
    assert command.key == key


@pytest.mark.parametrize(
    ("fields", "declared", "told"),
    [
        pytest.param({}, ("test",), ("execute",), id="one form"),
        pytest.param({}, ("test", "read", "execute"), (), id="more than asked"),
        pytest.param({}, (), ("test", "execute"), id="not known"),
        pytest.param({"disposition": "refuse"}, (), (), id="refused"),
        pytest.param({"name": "ATE", "forms": "execute"}, ("write",), (), id="basic, whose number is a write form"),
        pytest.param({"name": "ATE", "forms": "execute"}, (), ("execute",), id="basic, not known"),
        pytest.param({"name": "ATS0", "forms": "read/write"}, ("write",), ("read",), id="S-parameter"),
        pytest.param({"name": "+CSONMI", "forms": "report"}, (), (), id="report"),
        pytest.param({"name": "+++", "forms": "execute"}, (), (), id="no command"),
    ],
)
def test_what_is_missing_is_told_form_by_form(fields, declared, told):
    (command,) = read(f"{HEADER}\n{line(**fields)}", "x.tsv")
    assert missing(command, declared) == told


@pytest.mark.parametrize("family", families())
def test_the_table_of_every_family_is_whole(family):
    commands = inventory(family)
    assert len(by_key(family)) == sum(command.forms != ("report",) for command in commands)
    for command in commands:
        assert command.page is not None or command.source, f"{command.name} has neither page nor source"
        if command.emulated:
            assert command.values, f"{command.name} has no values"
        if command.saving == "by command":
            assert command.note or not command.emulated, f"{command.name} does not say by which command"


@pytest.mark.parametrize(
    ("family", "described"), [("sim800", 338), ("sim7000", 288), ("sim7020", 287), ("sim7x00", 395)]
)
def test_every_command_of_the_manuals_has_a_row(family, described):
    assert sum(bool(command.section) for command in inventory(family)) == described
