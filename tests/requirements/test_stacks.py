"""The files of the protocol stacks: what the host does to each of them."""

import msgspec
import pytest

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.requirements import claims, datafiles, stacks
from atconform.requirements.claims import Restore

SIM800 = claims.load("sim800")
every_family = pytest.mark.parametrize("family", families())


def test_every_stack_that_a_family_claims_has_a_file_and_every_file_a_family():
    claimed = {stack for family in families() for stack in claims.load(family).stacks}
    assert claimed == set(datafiles.files("stacks"))


@every_family
def test_the_way_to_every_state_of_a_family_is_known_to_its_end(family):
    known = stacks.of(family)
    for state in known.states:
        way = known.way_to(state)
        assert state in ("ready", "ip-initial") or way.stages or way.each


@every_family
def test_what_a_family_needs_of_its_stacks_is_there(family):
    known = stacks.of(family)
    assert known.connect_line.startswith("CONNECT")
    assert known.stages(known.reach.datagram.stages)
    assert {known.reach.calling, known.reach.called, known.reach.datagram.state} <= set(known.states)
    assert [restore.command for restore in known.restore if not restore.after]
    assert "+CFUN" in known.registers_anew


@every_family
def test_every_stage_has_a_name_of_its_own_among_the_stacks_of_a_family(family):
    names = [name for stack in claims.load(family).stacks for name in stacks.load(stack).stages]
    assert len(names) == len(set(names))


def test_the_last_stack_that_leads_to_a_state_counts():
    assert stacks.of("sim800").way_to("data-mode").each[-1].report == ("CONNECT",)
    assert stacks.of("sim7020").way_to("data-mode").each[-1].command == "AT+CIPCHAN"


def test_a_stack_says_what_its_commands_call_the_protocols():
    assert stacks.of("sim7020").way_to("connected-socket").protocols == {"TCP": "1", "UDP": "2"}


def test_settings_are_put_back_in_the_order_that_the_family_claims():
    said = ({"command": "ATH"}, "cip", "+CLPORT", {"command": "AT&D0", "after": "&D"})
    claimed = msgspec.structs.replace(SIM800, restore=msgspec.convert(said, tuple[str | Restore, ...]))
    assert [(restore.command, restore.after) for restore in stacks.Stacks(claimed).restore] == [
        ("ATH", ""),
        ("AT+CIPSHUT", ""),
        ('AT+CLPORT="TCP",0', "+CLPORT"),
        ('AT+CLPORT="UDP",0', "+CLPORT"),
        ("AT&D0", "&D"),
    ]


def without_cip(**changes):
    return stacks.Stacks(msgspec.structs.replace(SIM800, stacks=("v250", "bearer"), **changes))


@pytest.mark.parametrize(
    ("need", "entry"),
    [
        (lambda lacking: lacking.way_to("connected"), r"states\.connected"),
        (lambda lacking: lacking.stages(("connect",)), r"stages\.connect"),
        (lambda lacking: lacking.connect_line, "connect_line"),
        (lambda lacking: lacking.reach, "reach"),
        (lambda lacking: lacking.restore, r"restore\.\+CIPSGTXT"),
    ],
)
def test_what_no_stack_has_is_named_with_the_stacks_that_lack_it(need, entry):
    with pytest.raises(BenchFault, match=rf"^no stack of sim800 has an entry {entry} \(data/stacks: v250.toml, bearer"):
        need(without_cip())


def test_a_stack_that_nothing_shuts_is_named():
    with pytest.raises(BenchFault, match=r"^stacks/v250.toml has no entry shut, by which sim800 restores"):
        without_cip(restore=("v250",)).restore  # noqa: B018  reading it is what fails


def test_a_stack_without_a_file_is_named():
    with pytest.raises(BenchFault, match=r"^there is no stacks/cipp.toml"):
        stacks.Stacks(msgspec.structs.replace(SIM800, stacks=("cipp",)))
