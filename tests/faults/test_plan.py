"""A plan: what can be written there, and what is said of what cannot."""

import pytest

from atconform.base.errors import UsageError
from atconform.base.units import SECOND
from atconform.emulator.families import build
from atconform.faults import FaultyModule
from atconform.faults.chance import Odds
from atconform.faults.plan import parse_plan, read_plan
from tests.faults.desk import Desk

PLAN = """\
# A night in the field.
[[fault]]
name = "context-lost"
after = "30s"
every = "1h"

[[fault]]
name = "error"
command = "AT+CIPSTART"
times = 2

[random]
seed = 7
rate = 6
faults = ["sms"]
"""


def test_what_a_plan_says():
    plan = parse_plan(PLAN, "plan.toml")
    assert [(one.name, one.given, one.where) for one in plan.faults] == [
        ("context-lost", {"after": "30s", "every": "1h"}, "plan.toml line 2"),
        ("error", {"command": "AT+CIPSTART", "times": 2}, "plan.toml line 7"),
    ]
    assert plan.odds == Odds(7, 6, ("sms",))


def test_times_count_from_the_start():
    desk = Desk("sim800", parse_plan('[[fault]]\nname = "sms"\nafter = 20', "plan").faults)
    desk.sleep(10)
    desk.write(b"AT\r")  # till then it does not know how fast to speak
    desk.sleep(9)
    assert b"+CMTI" not in desk.log
    desk.sleep(2)
    assert b"+CMTI" in desk.log


def test_a_restart_is_no_new_start():
    desk = Desk("sim800", parse_plan('[[fault]]\nname = "sms"\nafter = 20', "plan").faults)
    desk.sleep(10)
    desk.switch_off_and_on()
    desk.sleep(5)
    desk.write(b"AT\r")
    desk.sleep(6)
    assert b"+CMTI" in desk.log
    desk.sleep(30)
    assert desk.log.count(b"+CMTI") == 1


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("[[fault]\n", r"plan.toml: .*\(at line 1"),
        ('\n[[fualt]]\nname = "sms"\n', "plan.toml line 2: a plan has no fualt; did you mean fault"),
        ("[fault]\n", "plan.toml line 1: fault is not a list of tables; write"),
        ("fault = 1\n", "plan.toml line 1: fault is not a list of tables"),
        ('[[fault]]\nafter = "1s"\n', "plan.toml line 1: a fault without a name"),
        ("[random]\nrate = 3\n", "plan.toml line 1: random wants a seed"),
        ("[random]\nseed = 1\nrate = 0\n", "plan.toml line 1: random: rate=0: no such rate"),
        ("[random]\nseed = true\n", "plan.toml line 1: random: seed=True: no such seed"),
        ("[random]\nseed = 1\nfault = []\n", "plan.toml line 1: random has no fault; did you mean faults"),
        ('[random]\nseed = 1\nfaults = "sms"\n', "plan.toml line 1: faults is not a list of names"),
        ("random = 1\n", "plan.toml line 1: random is not a table"),
    ],
)
def test_what_is_no_plan(written, wrong):
    with pytest.raises(UsageError, match=wrong):
        parse_plan(written, "plan.toml")


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ('name = "contextlost"', "there is no fault contextlost; did you mean context-lost"),
        ('name = "context-lost"\nevry = "1h"', "context-lost has no parameter evry; did you mean every"),
        ('name = "context-lost"\nevery = "1 week"', "context-lost: every=1 week: no such time"),
        ('name = "weak-signal"\nrssi = 77', "weak-signal: rssi=77: no such number; write a whole number from 0 to 31"),
        ('name = "server-closes"\nhow = "rest"', "server-closes: how=rest: no such value; did you mean reset"),
        ('name = "error"', "error wants command="),
        (
            'name = "error"\ncommand = "AT+CIPSTRT"',
            "error: the emulated sim800 has no AT.CIPSTRT; did you mean AT.CIPS",
        ),
        ('name = "error"\ncommand = "AT+CSQ"\ntimes = "often"', "error: times=often: no such number; .* or always"),
        ('name = "sms"\ntext = 5', "sms: text=5: no such text"),
        ('name = "sms"\nnumber = "home"', r"sms: number=home: no such text; for instance \+4"),
    ],
)
def test_what_a_module_cannot_have_is_said_with_its_line(fault, wrong):
    with pytest.raises(UsageError, match=f"plan.toml line 2: {wrong}"):
        FaultyModule(build("sim800"), parse_plan(f"# mine\n[[fault]]\n{fault}\n", "plan.toml"))


def test_what_a_family_has_not():
    with pytest.raises(UsageError, match="call: the emulated sim7020 has no voice calls"):
        FaultyModule(build("sim7020"), parse_plan('[[fault]]\nname = "call"\n', "plan.toml"))


def test_a_plan_of_the_command_line(tmp_path):
    assert read_plan("random:3").odds == Odds(3)
    assert read_plan("random:3,200").odds == Odds(3, 200)
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    assert len(read_plan(str(path)).faults) == 2


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("random:", "no such seed or rate"),
        ("random:x", "no such seed or rate"),
        ("random:1,0.5", "no such seed or rate"),
        ("random:1,0", "random: rate=0: no such rate; write how many faults"),
        ("nowhere.toml", "No such file or directory"),
        (".", "directory"),
    ],
)
def test_what_the_command_line_cannot_mean(text, wrong):
    with pytest.raises(UsageError, match=wrong):
        read_plan(text)


def test_a_file_that_is_none(tmp_path):
    (tmp_path / "picture").write_bytes(b"\xff\xd8")
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_plan(str(tmp_path / "picture"))


def test_the_time_is_in_microseconds():
    (order,) = FaultyModule(build("sim800"), parse_plan('[[fault]]\nname = "sms"\nafter = 1.5', "p"))._agenda._planned
    assert order.values["after"] == 1.5 * SECOND
