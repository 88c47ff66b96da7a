"""Command mode: the execution of command lines, and the entry of data that some of them ask for.

One command line is worked on at a time; what the host sends meanwhile waits, as in a UART's buffer. A command whose
answer takes long (AT+CIICR, AT+CIPCLOSE) holds up the rest of its own line, but not the lines after it: the notes let
AT+CIPSTATUS be used at any time and list states that last only while such a command works. Those of which no document
lists such a state hold up the lines after them (AT command manuals, 1.4: wait for the final response), or are ended by
whatever is typed (AT+COPS=?).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from atconform.base.timers import Timer
from atconform.emulator.core.command import BadParameterError, Command, split_arguments
from atconform.emulator.core.commandline import Form, Invocation, read_commands
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import ECHO, PROMPT
from atconform.emulator.core.editor import LineEditor
from atconform.emulator.core.effects import Effect, Reason, Refusal, Remark, Spoken
from atconform.emulator.core.replies import PENDING, DataEntry, Reply, error
from atconform.emulator.core.settings import Settings
from atconform.emulator.core.spelling import Speller


class Accepting(Protocol):
    """The parts together, as far as the interpreter needs them."""

    def accept(self, command: str) -> bool:
        """Return whether the module's present functionality lets this command be used at all."""

    def describe_state(self, command: str) -> str:
        """Say what of the module's state can be why a command is refused."""


class Polite(Protocol):
    """The announcements, as far as the interpreter needs them."""

    def let_others_speak(self) -> None:
        """Print what network, card or supply have to say at a place where a line may stand."""


class CommandContext(Protocol):
    """The module, as far as the interpreter needs it."""

    dialect: Dialect
    commands: Mapping[str, Command]
    settings: Settings
    spelling: Speller

    @property
    def in_command_mode(self) -> bool:
        """Whether the serial input is read as command lines."""

    @property
    def parts(self) -> Accepting:
        """What may keep commands from being used."""

    @property
    def announcements(self) -> Polite:
        """What has others speak where a line may stand."""

    def after(self, delay: int, action: Callable[[], None]) -> Timer:
        """Run ``action`` when ``delay`` microseconds have passed."""

    def transmit(self, data: bytes, kind: Spoken = "answer") -> None:
        """Put bytes on the serial line."""

    def announce(self, what: str | bytes, kind: Spoken = "unsolicited") -> None:
        """Print an unsolicited line, or raw bytes, as soon as the module can."""

    def do(self, effect: Effect) -> None:
        """Have something done by the surroundings."""

    def receive_in_mode(self, data: bytes) -> None:
        """Hand bytes to the mode that takes the serial input at present."""

    def command_line_done(self) -> None:
        """Record that a command line has been answered."""


class Interpreter:
    """Reads command lines, runs their commands, and prints what they answer."""

    def __init__(self, module: CommandContext) -> None:
        self._module = module
        self._editor = LineEditor(module.settings, module.dialect, self._echo)
        self._waiting = bytearray()
        self._commands: deque[Invocation] = deque()
        self._entry: DataEntry | None = None
        self._awaited: object | None = None
        self._alone = False
        """Whether what is awaited holds up the lines behind it."""
        self._interrupted: Callable[[], Reply] | None = None
        """What ends the command at work when something is typed."""
        self._busy = False
        self._host = 0
        """Counts the hosts that have had the line."""
        self._asked_by = 0
        """The one that the line which is being worked on is from."""

    @property
    def at_rest(self) -> bool:
        """Whether unsolicited lines can be printed: no answer is about to come, and no data is asked for."""
        return (not self._busy or self._awaited is not None) and self._entry is None

    @property
    def idle(self) -> bool:
        """Whether nothing is being worked on or waited for, an answer as little as data."""
        return not self._busy and self._entry is None and self._awaited is None

    @property
    def takes_data(self) -> bool:
        """Whether what is typed next is data that a command has asked for."""
        return self._entry is not None

    @property
    def backlog(self) -> int:
        """Bytes that wait until the interpreter gets to them."""
        return len(self._waiting)

    # --- input ---

    def change_host(self) -> None:
        """Forget what was typed and not begun; what was begun is answered no more, and holds up nothing."""
        self._host += 1
        self.ignore_waiting()
        if self._awaited is not None:
            self._wait_no_more()

    def ignore_waiting(self) -> None:
        """Forget what was typed and not begun."""
        self._waiting.clear()
        self._editor.clear()

    def _wait_no_more(self) -> None:
        """Take the next line, though the answer to this one comes later; what is left of this one is not run."""
        self._await(None)
        self._commands.clear()
        self._done()

    def _await(self, token: object | None, *, alone: bool = False, ends: Callable[[], Reply] | None = None) -> None:
        self._awaited, self._alone, self._interrupted = token, alone, ends

    def receive(self, data: bytes) -> None:
        """Receive what the host sent in command mode."""
        if self._entry is None and not self.idle and data.strip():
            self._module.do(Remark("impatient", data))
        self._waiting += data
        if (reply := self._interrupt()) is not None:
            self._go_on(reply)
        self._take_waiting()

    def _interrupt(self) -> Reply | None:
        """End the command at work, if it ends with whatever is typed and something has been; return its answer.

        The LF that many hosts send behind the CR belongs to the line that is at work.
        """
        if self._interrupted is None or not self._waiting.strip(b"\n"):
            return None
        interrupted = self._interrupted
        self._waiting.clear()
        self._await(None)
        return interrupted()

    def _take_waiting(self) -> None:
        while self._waiting:
            if self._entry is not None:
                self._feed_entry()
            elif self._busy or not self._module.in_command_mode:
                return
            else:
                body = self._editor.take(self._waiting)
                if body is not None:
                    self._start(body)
        if not self._module.in_command_mode and self._waiting:
            self._hand_over()

    def _hand_over(self) -> None:
        """Give what was typed behind a command that led to data mode to the data mode."""
        data = bytes(self._waiting)
        self._waiting.clear()
        self._module.receive_in_mode(data)

    def _feed_entry(self) -> None:
        entry = self._entry
        assert entry is not None
        taken = entry.receive(bytes(self._waiting))
        echoed = bytes(self._waiting[:taken])
        del self._waiting[:taken]
        self._echo(echoed)
        if entry.ended:
            self._end_entry(entry)

    def _echo(self, piece: bytes) -> None:
        if self._module.settings[ECHO]:
            self._module.transmit(piece, "echo")

    def _end_entry(self, entry: DataEntry) -> None:
        """End the entry of data with what has been typed so far, unless it is over already."""
        if self._entry is entry:
            self._entry = None
            self._asked_by = self._host
            self._go_on(entry.conclude())

    # --- execution ---

    def _start(self, body: str) -> None:
        self._busy = True
        self._asked_by = self._host
        self._module.after(self._module.dialect.command_delay, lambda: self._run(body))

    def _run(self, body: str) -> None:
        dialect = self._module.dialect
        commands = read_commands(body) if len(body) <= dialect.longest_line else None
        if commands is None or (dialect.most_commands is not None and len(commands) > dialect.most_commands):
            self._module.do(Refusal("", "unreadable"))
            self._complete(error(dialect.unknown_command))
            return
        self._commands = deque(commands)
        if not commands:
            self._complete(Reply())
            return
        self._go_on(self._invoke(self._commands.popleft()))

    def _go_on(self, reply: Reply) -> None:
        """Deal with the answer to the command being worked on, and with the rest of the line."""
        while self._settle(reply):
            reply = self._invoke(self._commands.popleft())

    def _settle(self, reply: Reply) -> bool:
        """Deal with one answer; true when the next command of the line is to be run."""
        if reply is PENDING and (ended := self._interrupt()) is not None:
            reply = ended
        if reply is not PENDING:
            return self._complete(reply)
        if not self._heard or not (self._commands or self._alone):
            self._wait_no_more()
        return False

    @property
    def _heard(self) -> bool:
        """Whether the host that asked still has the line."""
        return self._asked_by == self._host

    def defer(self, *, alone: bool = False, interrupted: Callable[[], Reply] | None = None) -> Callable[[Reply], None]:
        """Begin an answer that comes later: the handler returns PENDING and calls what this returns in the end.

        :param alone: whether further command lines wait until the answer has come
        :param interrupted: ends the command when something is typed meanwhile, which is lost, and answers it; None:
            nothing does
        """
        token = object()
        self._await(token, alone=alone or interrupted is not None, ends=interrupted)
        asked_by = self._asked_by

        def answer(reply: Reply) -> None:
            if self._awaited is token:
                self._await(None)
                self._go_on(reply)
            else:
                if asked_by == self._host:
                    self._module.announce(self._module.spelling.reply(reply), "answer")
                if reply.then is not None:
                    reply.then()

        return answer

    def _invoke(self, invocation: Invocation) -> Reply:
        reply, reason = self._answer(invocation)
        if reply.code is not None or reply.result == "ERROR":
            state = self._module.parts.describe_state(invocation.name) if reason == "state" else ""
            self._module.do(Refusal(invocation.spelling, reason, state))
        return reply

    def _answer(self, invocation: Invocation) -> tuple[Reply, Reason]:
        """Run a command; return its answer, and why that is an error if it is one."""
        module = self._module
        command = module.commands.get(invocation.name)
        if command is None:
            return error(module.dialect.unknown_command), "unknown"
        if not module.parts.accept(invocation.name):
            return error(module.dialect.not_allowed), "state"
        reply: Reply | None = None
        match invocation.form:
            case Form.TEST:
                reply = command.answer_test(module)
            case Form.READ:
                reply = command.read(module) if command.read else None
            case Form.EXECUTE:
                reply = command.execute(module) if command.execute else None
            case Form.WRITE:
                form = command.write_form(module)
                if form is not None:
                    try:
                        values = form.parse(split_arguments(invocation.arguments))
                    except BadParameterError:
                        return error(module.dialect.bad_parameter), "parameters"
                    reply = form.run(module, *values)
        return (error(module.dialect.bad_parameter), "form") if reply is None else (reply, "state")

    def _complete(self, reply: Reply) -> bool:
        """Print the answer to the command being worked on; true when the line goes on."""
        go_on = bool(self._commands) and reply.code is None and reply.result in ("OK", None)
        if self._heard:
            self._print(replace(reply, result=None) if go_on else reply)
        if reply.prompt is not None and self._heard:
            self._ask_for_data(reply.prompt)
            return False
        if go_on:
            if reply.then is not None:
                reply.then()
            return True
        self._commands.clear()
        self._done(reply.then)
        return False

    def _done(self, then: Callable[[], None] | None = None) -> None:
        self._busy = False
        if then is not None:
            then()
        self._module.command_line_done()
        self._take_waiting()

    def _ask_for_data(self, entry: DataEntry) -> None:
        usual = self._module.dialect.prompt if self._module.settings[PROMPT] == 1 else b""
        if characters := entry.asks_with or usual:
            self._module.transmit(b"\r\n" + characters, "prompt")
        self._entry = entry
        if entry.time is not None:
            self._module.after(entry.time, lambda: self._end_entry(entry))
        if self._waiting.strip():
            self._module.do(Remark("before-prompt", bytes(self._waiting)))
        if self._waiting[:1] == b"\n":
            # The LF of AT+CIPSEND=5<CR><LF> belongs to the command line; an LF typed after the prompt is data.
            del self._waiting[0]
        self._take_waiting()

    def _print(self, reply: Reply) -> None:
        self._module.announcements.let_others_speak()
        self._module.transmit(self._module.spelling.reply(reply))
