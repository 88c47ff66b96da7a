"""Two small programs that send reports by a SIM800: one as in a tutorial, one that has met the field.

A report is a line; the server answers ``taken N`` with its number. A line with a checksum (``7,21.5*4f``) that is not
whole is answered with ``again``; one without is taken as it comes.
"""

from __future__ import annotations

from tests.faults.desk import NAME, SERVER, UDP_SERVER, Desk, checksum


class Failed(Exception):
    """The program gives up."""


class Naive:
    """Expects each line as the manual's example has it, and gives up when it is another."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def line(self, seconds: float = 10) -> str:
        """Read the next line that is not empty."""
        end, text = self.desk.monotonic() + seconds, ""
        while self.desk.monotonic() < end:
            text += self.desk.read(1, end - self.desk.monotonic()).decode("latin-1")
            if text.endswith("\n") and text.strip():
                return text.strip()
        raise Failed(f"no line, {text!r}")

    def expect(self, wanted: str) -> str:
        line = self.line()
        if not line.startswith(wanted):
            raise Failed(f"{line!r} instead of {wanted!r}")
        return line

    def command(self, text: str, *wanted: str) -> list[str]:
        self.desk.write(text.encode() + b"\r")
        return [self.expect(one) for one in wanted or ("OK",)]

    def start(self) -> None:
        self.desk.sleep(10)
        self.command("ATE0", "ATE0", "OK")
        self.desk.read(1000, 0)

    def bearer(self) -> None:
        self.command("AT+CPIN?", "+CPIN: READY", "OK")
        self.command("AT+CREG?", "+CREG: 0,1", "OK")
        signal, _ = self.command("AT+CSQ", "+CSQ:", "OK")
        if int(signal.split()[1].split(",")[0]) < 5:
            raise Failed("there is no signal")
        self.command('AT+CSTT="internet"')
        self.command("AT+CIICR")
        self.command("AT+CIFSR", "10.")

    def send(self, text: str) -> None:
        self.type_data(text)
        answer = self.desk.read(1, 10)
        answer += self.desk.read(len(self.desk.waiting()), 0)
        if answer != b"taken\n":
            raise Failed(f"{answer!r}: not taken")

    def type_data(self, text: str) -> None:
        self.desk.write(f"AT+CIPSEND={len(text)}\r".encode())
        if self.desk.read(4, 10) != b"\r\n> ":
            raise Failed("there is no prompt")
        self.desk.write(text.encode())
        self.expect("SEND OK")

    def report(self, text: str) -> None:
        self.start()
        self.bearer()
        self.command(f'AT+CIPSTART="TCP","{NAME}",{SERVER.port}', "OK", "CONNECT OK")
        self.send(f"{text}\n")
        self.desk.sleep(5)
        self.command("AT")

    def report_by_datagram(self, text: str) -> None:
        self.start()
        self.bearer()
        self.command(f'AT+CIPSTART="UDP","{NAME}",{UDP_SERVER.port}', "OK", "CONNECT OK")
        self.send(f"{text}\n")
        self.desk.sleep(5)
        self.command("AT")

    def download(self, count: int) -> bytes:
        """Wait until all is there, and fetch it."""
        self.start()
        self.command("AT+CIPRXGET=1")
        self.bearer()
        self.command(f'AT+CIPSTART="TCP","{NAME}",{SERVER.port}', "OK", "CONNECT OK")
        self.type_data("get\n")
        self.expect("+CIPRXGET: 1")
        self.desk.sleep(5)
        self.desk.read(1000, 0)
        self.command(f"AT+CIPRXGET=2,{count}", f"+CIPRXGET: 2,{count},0")
        return self.desk.read(count, 10)

    def report_while_unread(self, text: str) -> None:
        """Leave what the server says where it is."""
        self.start()
        self.command("AT+CIPRXGET=1")
        self.bearer()
        self.command(f'AT+CIPSTART="TCP","{NAME}",{SERVER.port}', "OK", "CONNECT OK")
        self.desk.tcp.send(b"." * 3000)
        self.desk.sleep(5)
        self.desk.read(1000, 0)
        self.type_data(f"{text}\n")


class Careful:
    """Reads whatever comes, waits as long as the manual says, asks again, begins anew, switches off and on at last."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.number = 0
        self.log: list[str] = []
        self.warned = False

    # --- reading ---

    def wait_for(self, *wanted: str, seconds: float) -> str:
        """Read until one of these stands at the end of what came; return all that came, or raise Failed."""
        end, text = self.desk.monotonic() + seconds, ""
        while (left := end - self.desk.monotonic()) > 0:
            text += self.desk.read(1, left).decode("latin-1")
            if any(text.endswith(one) for one in wanted):
                self.log.append(text)
                self._see(text)
                return text
        self.log.append(text)
        self._see(text)
        raise Failed(f"{text!r} instead of {wanted}")

    def _see(self, text: str) -> None:
        if "UNDER-VOLTAGE" in text:
            self.warned = True
            raise Failed("the supply is low")
        if "RING\r\n" in text:
            self.desk.write(b"ATH\r")

    def command(self, text: str, *ends: str, seconds: float = 5) -> str:
        self.desk.read(10_000, 0)
        self.desk.write(text.encode() + b"\r")
        answer = self.wait_for(*(ends or ("OK\r\n",)), "ERROR\r\n", "+CME ERROR: 10\r\n", seconds=seconds)
        if "ERROR" in answer and not ends:
            raise Failed(f"{text}: {answer!r}")
        return answer

    # --- getting there ---

    def alive(self) -> None:
        """Make sure that the module answers; at last take its power away."""
        for _ in range(6):
            try:
                self.command("AT", seconds=2)
                return
            except Failed:
                self.desk.write(b"\x1b\r")  # it may wait for data
                self.desk.read(1000, 1)
        self.desk.switch_off_and_on()
        self.desk.sleep(10)

    def ready(self) -> None:
        """Wait for card, network and packet service."""
        for _ in range(24):
            card = self.command("AT+CPIN?")
            network = self.command("AT+CREG?")
            service = self.command("AT+CGATT?")
            if "READY" in card and ("0,1\r\n" in network or "0,5\r\n" in network) and "+CGATT: 1" in service:
                return
            self.desk.sleep(5)
        raise Failed("there is no network")

    def look_for_network(self) -> None:
        """Take the power of card and radio away and give it back."""
        try:
            self.command("AT+CFUN=0", seconds=15)
            self.command("AT+CFUN=1", seconds=15)
        except Failed:
            return
        self.desk.sleep(10)

    def connect(self, protocol: str, port: int) -> None:
        self.command("ATE0")
        self.ready()
        self.command("AT+CSQ")
        self.command("AT+CIPSHUT", "SHUT OK\r\n", seconds=65)
        self.command('AT+CSTT="internet"')
        self.command("AT+CIICR", seconds=85)
        self.command("AT+CIFSR", "\r\n10.", seconds=5)
        self.command(f'AT+CIPSTART="{protocol}","{NAME}",{port}')
        outcome = self.wait_for("CONNECT OK\r\n", "CONNECT FAIL\r\n", "ALREADY CONNECT\r\n", seconds=80)
        if "FAIL" in outcome:
            raise Failed(outcome)

    def send(self, data: str) -> None:
        self.command(f"AT+CIPSEND={len(data)}", "> ", seconds=5)
        self.desk.write(data.encode())
        if "FAIL" in self.wait_for("SEND OK\r\n", "SEND FAIL\r\n", "CLOSED\r\n", seconds=30):
            raise Failed("sending failed")

    def again(self, attempt, *, times: int = 40) -> None:
        """Do something until it is done."""
        for n in range(times):
            try:
                self.alive()
                attempt()
                return
            except Failed as failed:
                self.log.append(str(failed))
                if self.warned:
                    self.warned = False
                    self.desk.sleep(30)
                if n % 3 == 2:
                    self.look_for_network()
                self.desk.sleep(min(60, 2**n))
        raise Failed("never")

    # --- what it is for ---

    def _whole(self, text: str) -> str:
        body = f"{self.number},{text}"
        return f"{body}*{checksum(body)}\n"

    def report(self, text: str) -> None:
        def attempt() -> None:
            self.connect("TCP", SERVER.port)
            self.send(self._whole(text))
            self.wait_for(f"taken {self.number}\n", seconds=30)

        self.number += 1
        self.desk.sleep(10)
        self.again(attempt)

    def report_by_datagram(self, text: str) -> None:
        def attempt() -> None:
            self.connect("UDP", UDP_SERVER.port)
            for _ in range(3):
                self.send(self._whole(text))
                try:
                    self.wait_for(f"taken {self.number}\n", seconds=4)
                    return
                except Failed:
                    continue
            raise Failed("not taken")

        self.number += 1
        self.desk.sleep(10)
        self.again(attempt)

    def fetch(self) -> bytes:
        """Fetch all that is there."""
        data = b""
        while True:
            self.desk.read(10_000, 0)
            self.desk.write(b"AT+CIPRXGET=2,1460\r")
            head = self.wait_for(",0\r\n", "ERROR\r\n", *(f",{n}\r\n" for n in range(1, 3000)), seconds=5)
            count = int(head.split("+CIPRXGET: 2,")[1].split(",")[0]) if "+CIPRXGET: 2," in head else 0
            data += self.desk.read(count, 5)
            if count == 0:
                return data

    def download(self, count: int) -> bytes:
        """Fetch whatever is there as soon as it is there."""
        data = b""

        def attempt() -> None:
            nonlocal data
            self.command("AT+CIPSHUT", "SHUT OK\r\n", seconds=65)
            self.command("AT+CIPRXGET=1")
            self.connect("TCP", SERVER.port)
            self.send("get\n")
            data = b""
            while len(data) < count:
                more = self.fetch()
                if not more:
                    self.wait_for("+CIPRXGET: 1\r\n", seconds=10)
                data += more

        self.desk.sleep(10)
        self.again(attempt)
        return data

    def report_while_unread(self, text: str) -> None:
        def attempt() -> None:
            self.command("AT+CIPSHUT", "SHUT OK\r\n", seconds=65)
            self.command("AT+CIPRXGET=1")
            self.connect("TCP", SERVER.port)
            self.desk.tcp.send(b"." * 3000)
            self.desk.sleep(5)
            for _ in range(3):
                try:
                    self.send(self._whole(text))
                    return
                except Failed:
                    self.fetch()  # what is unread stands in the way
            raise Failed("not sent")

        self.number += 1
        self.desk.sleep(10)
        self.again(attempt)
