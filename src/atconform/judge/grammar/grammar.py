"""A family's grammar: which line is which rule, with which fields, by which leniencies.

The rules stand in ``rules/*.lark``, one file a stack; what each line is and where it is printed stands above each rule
(see ``rules/common.lark``). A family's spelling of separators is substituted when the grammar is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from typing import Literal

from lark import Lark, Token, Tree
from lark.exceptions import LarkError, UnexpectedInput

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault
from atconform.base.numbers import read_number
from atconform.judge.grammar import tables
from atconform.judge.grammar.bounds import LONGEST
from atconform.judge.grammar.leniencies import LENIENCIES, Leniency
from atconform.requirements import circumstances

Kind = Literal["final", "information", "unsolicited", "answer"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that a module may print."""

    name: str
    kind: Kind
    command: str = ""
    """The command after which an ``answer`` means something."""
    stands: str = ""
    samples: tuple[str, ...] = ()
    free: frozenset[str] = frozenset()
    counts: str = ""
    counts_digits: bool = False
    inline: bool = False
    holds: re.Pattern[str] | None = None
    """Matches what stands before data within the line; its group tells how many bytes of data the line ends with."""
    text: bool = False
    """Whether a line of any text stands under it."""
    anything: bool = False
    """Whether it is of any text itself, so that none stands behind the final result of its command."""
    continues: bool = False
    ends: bool = False
    """Whether it ends an exchange: final results do, and information that no result follows."""
    result: bool = False
    """Whether the line is what became of a command, so that it can only come after that command's final result."""
    beyond: tuple[str, str, str] | None = None
    """A field, a figure of the family that it counts up to from 0, and the gap by which more of them is no fault."""
    repeats: bool = False
    """Whether the line comes again and again for as long as what it tells lasts."""
    again: str = ""
    """The gap that hearing the line only once for one reason rests on; empty: a document counts it."""
    beside: str = ""
    """The command at work beside whose answer the line may come, or not; empty: there is none."""
    at_any_time: bool = False
    """Whether others than the scenario may bring it about (:mod:`atconform.requirements.circumstances`)."""

    @property
    def basis(self) -> Basis:
        """The strongest document in which the line stands; V.250 and 3GPP count as the manuals do, which quote them."""
        if "note" in self.stands:
            return Basis.NOTE
        return Basis.OBSERVED if self.stands.startswith("observed") else Basis.MANUAL


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood: its rule, its fields, its text as the family's grammar spells it."""

    rule: Rule
    fields: Mapping[str, str | None]
    text: str
    leniencies: tuple[str, ...] = ()

    @property
    def payload_length(self) -> int:
        """How many bytes follow the line because it says so."""
        if not self.rule.counts:
            return 0
        return read_number(self.fields[self.rule.counts] or "0") * (2 if self.rule.counts_digits else 1)

    @property
    def held_data(self) -> bytes:
        """The data that stands within the line, if its rule holds any."""
        match = self.rule.holds.match(self.text) if self.rule.holds else None
        return self.text[match.end() :].encode("latin-1") if match else b""


EVERYWHERE = ("common", "world", "identity", "profile", "settings", "service", "supply", "messages")
"""Files of rules that hold for every family: what clients ask besides, and what comes besides."""
SHOWN = 200
"""How much is shown of what is not understood."""
REMEMBERED = 4096
"""How many lines are kept after they have been read."""


@dataclass(frozen=True)
class Grammar:
    """Everything that a family may print."""

    rules: Mapping[str, Rule]
    source: str
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _known: dict[tuple[str, str], Line | None] = field(default_factory=dict, compare=False, repr=False)
    """Lines that were read before: a module says the same few things again and again."""

    @property
    def _parser(self) -> Lark:
        return _parser(self.source, ("line", "inline_header", *self.answers))

    def read(self, text: str, command: str = "", start: str = "line") -> Line | None:
        """Read a line strictly, then with the leniencies; None where it is no line of this grammar.

        :param command: the command at work, for lines that mean something only after it
        """
        return self._leniently(text, command, start, LENIENCIES)

    def _leniently(self, text: str, command: str, start: str, leniencies: Sequence[Leniency]) -> Line | None:
        """Read a line strictly, else with some of the leniencies, each applied at most once and in their order."""
        found = self._strictly(text, command, start)
        if found is not None:
            return found
        for index, leniency in enumerate(leniencies):
            rewritten = leniency.rewrite(text)
            if rewritten != text:
                found = self._leniently(rewritten, command, start, leniencies[index + 1 :])
                if found is not None:
                    return Line(found.rule, found.fields, found.text, (leniency.name, *found.leniencies))
        return None

    def read_inline_header(self, text: str) -> Line | None:
        """Read a header that its payload follows at once, such as ``+IPD,5:``."""
        return self.read(text, start="inline_header")

    @cached_property
    def _holding(self) -> tuple[re.Pattern[str], ...]:
        return tuple(rule.holds for rule in self.rules.values() if rule.holds is not None)

    def length_of_holding(self, text: str) -> int:
        """Return the length of the line that a text begins with, if it holds data of a length that it names; else 0."""
        for pattern in self._holding:
            if match := pattern.match(text):
                return match.end() + read_number(match[1])
        return 0

    @cached_property
    def _of_any_text(self) -> frozenset[str]:
        return frozenset(rule.command for rule in self.rules.values() if rule.anything)

    def shows_any_text(self, command: str) -> bool:
        """Return whether a line of any text may stand among the answers to a command, before its final result."""
        return command in self._of_any_text

    def _strictly(self, text: str, command: str, start: str) -> Line | None:
        found = self._understand(text, start)
        goal = answer_goal(command)
        if (
            start != "line"
            or goal not in self.answers
            or (found is not None and not (found.rule.at_any_time or found.rule.beside))
        ):
            return found
        # What may come at any time gives way to what belongs to the command at work: +CPIN: READY is both.
        return self._understand(text, goal) or found

    def _understand(self, text: str, goal: str) -> Line | None:
        key = text, goal
        if key not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[key] = self._parse_line(text, goal)
        return self._known[key]

    def _parse_line(self, text: str, goal: str) -> Line | None:
        tree = self._parse(text, goal)
        if tree is None:
            return None
        fields: dict[str, str | None] = {}
        _collect(tree, fields)
        return Line(self.rules[str(tree.data)], fields, text)

    def _parse(self, text: str, goal: str) -> Tree[Token] | None:
        parser = self._parser  # made outside of the try: a grammar that is no grammar is no fault of the line
        try:
            tree = parser.parse(text, start=goal)
        except LarkError:
            return None
        inner = tree.children[0]
        assert isinstance(inner, Tree)
        return inner

    def why_not(self, text: str) -> str:
        """Tell a person why a line is no line of this grammar; of what is longer than any, by its beginning."""
        line = text[:LONGEST]
        shown = f"{line[:SHOWN]!r}... ({len(text)} bytes)" if len(text) > SHOWN else repr(text)
        try:
            self._parser.parse(line, start="line")
        except UnexpectedInput as problem:
            return f"not understood from column {getattr(problem, 'column', '?')} on: {shown}"
        except LarkError:
            pass
        return f"not understood: {shown}"


def answer_goal(command: str) -> str:
    """Name the start of the lines that mean something only after a command."""
    return "answer_" + re.sub(r"\W", "_", command.lower())


def _collect(tree: Tree[Token], fields: dict[str, str | None]) -> None:
    """Take down every token that is not a fixed text, by the name of the rule it stands in."""
    own = "".join(str(child) for child in tree.children if isinstance(child, Token))
    below = [child for child in tree.children if isinstance(child, Tree)]
    if own or not below:
        name, before = str(tree.data), fields.get(str(tree.data))
        fields[name] = own if before is None else f"{before},{own}"
    for child in below:
        _collect(child, fields)


_parser = lru_cache(maxsize=16)(tables.parser)


META = re.compile(r"//: (\w+) ?(.*)")
RULE = re.compile(r"[?!]?([a-z_0-9]+)(\.\d+)?\s*:")


def read_rules(source: str) -> list[Rule]:
    """Read what stands above the rules of a .lark file."""
    rules: list[Rule] = []
    meta: list[tuple[str, str]] = []
    for line in source.splitlines():
        if match := META.match(line):
            meta.append((match[1], match[2].strip()))
        elif (match := RULE.match(line)) and meta:
            rules.append(_rule(match[1], meta))
            meta = []
    return rules


def _rule(name: str, meta: Sequence[tuple[str, str]]) -> Rule:
    values = dict(meta)
    kind, _, command = values["class"].partition(" ")
    beyond = values.get("beyond", "").split()
    counts, _, digits = values.get("counts", "").partition(" ")
    assert kind in ("final", "information", "unsolicited", "answer"), f"{name}: no such class: {kind}"
    return Rule(
        name,
        kind,  # type: ignore[arg-type]  # narrowed by the line above
        command,
        values.get("stands", ""),
        tuple(text for key, text in meta if key == "sample"),
        frozenset(values.get("free", "").split()),
        counts,
        digits == "digits",
        "inline" in values,
        re.compile(values["holds"]) if "holds" in values else None,
        "text" in values,
        "anything" in values,
        "continues" in values,
        kind == "final" or "ends" in values,
        "result" in values,
        (beyond[0], beyond[1], beyond[2]) if beyond else None,
        "repeats" in values,
        values.get("again", ""),
        values.get("beside", ""),
        name in circumstances.rules(),
    )


def _respell(source: str, terminal: str, text: str) -> str:
    spelt = text if text.startswith("/") else f'"{text}"'
    source, count = re.subn(rf"(?m)^({terminal}(?:\.\d+)?): .*$", lambda match: f"{match[1]}: {spelt}", source)
    if not count:
        raise BenchFault(f"a family spells {terminal}, which is no terminal of its grammar")
    return source


@lru_cache(maxsize=16)
def load(stacks: tuple[str, ...], spelling: tuple[tuple[str, str], ...] = ()) -> Grammar:
    """Load the grammar of the given stacks.

    :param stacks: protocol stacks; one that prints nothing of its own has no file in ``rules``
    :param spelling: terminals that the family spells in its own way: ``("_MULTI", ",")``, or with a regular expression
        between slashes
    :raises atconform.base.errors.BenchFault: no rule has such a terminal
    """
    folder = resources.files("atconform.judge.grammar") / "rules"
    files = [folder / f"{name}.lark" for name in (*EVERYWHERE, *stacks)]
    source = "\n".join(file.read_text("utf-8") for file in files if file.is_file())
    for terminal, text in spelling:
        source = _respell(source, terminal, text)
    rules = read_rules(source)
    answers: dict[str, tuple[str, ...]] = {}
    for rule in rules:
        if rule.kind == "answer":
            goal = answer_goal(rule.command)
            answers[goal] = (*answers.get(goal, ()), rule.name)
    lines = [rule.name for rule in rules if rule.kind != "answer" and not rule.inline]
    inline = [rule.name for rule in rules if rule.inline]
    source += f"\nline: {' | '.join(lines)}\ninline_header: {' | '.join(inline)}\n"
    source += "".join(f"{goal}: {' | '.join(names)}\n" for goal, names in answers.items())
    return Grammar({rule.name: rule for rule in rules}, source, answers)


__all__ = ["Grammar", "Leniency", "Line", "Rule", "load", "read_rules"]
