from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.verdict import Judgement, Verdict


def test_the_worse_verdict_wins_and_its_first_reason_is_kept():
    judgement = Judgement()
    judgement.set(Verdict.PASS)
    judgement.blame(Inconclusive("no coverage"))
    judgement.blame(ModuleFault("first"))
    judgement.blame(ModuleFault("second"))
    judgement.set(Verdict.PASS)
    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "first")


def test_what_is_not_the_modules_fault_is_an_error():
    for problem in (BenchFault("unplugged"), KeyError("x"), AssertionError("x")):
        judgement = Judgement()
        judgement.blame(problem)
        assert judgement.verdict is Verdict.ERROR
