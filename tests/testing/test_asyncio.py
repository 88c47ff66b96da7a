"""Programs with tasks: the event loop goes by the clock of the test."""

import asyncio
import time

import pytest
import serial_asyncio

from atconform.testing import NothingMore, WrongUse, module


async def ask(reader, writer, command, final=b"OK\r\n"):
    writer.write(command.encode() + b"\r")
    return await asyncio.wait_for(reader.readuntil(final), 30)


async def echo(reader, writer, host, port):
    """Go online, connect, send 100 bytes and return what comes back."""
    await ask(reader, writer, "ATE0")
    while b"0,1" not in await ask(reader, writer, "AT+CREG?"):
        await asyncio.sleep(1)
    while b"+CGATT: 1" not in await ask(reader, writer, "AT+CGATT?"):
        await asyncio.sleep(1)
    await ask(reader, writer, 'AT+CSTT="internet"')
    await ask(reader, writer, "AT+CIICR")
    await ask(reader, writer, "AT+CIFSR", b".")
    await ask(reader, writer, f'AT+CIPSTART="TCP","{host}",{port}', b"CONNECT OK\r\n")
    await ask(reader, writer, "AT+CIPSEND=100", b"> ")
    writer.write(b"x" * 100)
    await reader.readuntil(b"SEND OK\r\n")
    return await reader.readexactly(100)


def test_streams(sim800):
    server = sim800.network.tcp_server("echo.example", 7)
    server.echoes(after=20)

    async def main():
        reader, writer = await sim800.open_connection()
        answer = await echo(reader, writer, "echo.example", 7)
        writer.close()
        return answer

    assert asyncio.run(main()) == b"x" * 100 == server.received
    assert sim800.elapsed > 20


def test_timeouts_and_tasks(sim800):
    async def main():
        reader, _ = await sim800.open_connection()
        ticks = []

        async def tick():
            while True:
                await asyncio.sleep(60)
                ticks.append(asyncio.get_running_loop().time())

        ticking = asyncio.create_task(tick())
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(reader.readexactly(10_000), 3600)
        ticking.cancel()
        return len(ticks)

    assert asyncio.run(main()) in (59, 60)
    assert sim800.elapsed == pytest.approx(3600, abs=0.001)


def test_a_task_that_spins_moves_time(sim800):
    async def main():
        reader, writer = await sim800.open_connection()
        writer.write(b"AT\r")
        line = asyncio.create_task(reader.readuntil(b"OK\r\n"))
        while not line.done():
            await asyncio.sleep(0)
        return line.result()

    assert b"OK" in asyncio.run(main())
    assert sim800.elapsed < 0.1


def test_a_wait_that_nothing_can_end_says_so(sim800):
    async def main():
        reader, _ = await sim800.open_connection()
        await reader.readexactly(10_000)

    with pytest.raises(NothingMore, match="what the tasks of its event loop wait for"):
        asyncio.run(main())


def test_pyserial_asyncio_unmodified(sim800):
    sim800.network.tcp_server("echo.example", 7).echoes(after=20)
    sim800.stands_at("/dev/ttyUSB0")

    async def main():
        reader, writer = await serial_asyncio.open_serial_connection(url="/dev/ttyUSB0", baudrate=115200)
        answer = await echo(reader, writer, "echo.example", 7)
        writer.close()
        return answer

    assert asyncio.run(main()) == b"x" * 100
    assert sim800.elapsed > 20


def test_work_in_a_thread_of_its_own_lets_time_stand_still(sim800):
    async def main():
        await sim800.open_connection()
        before = sim800.elapsed
        await asyncio.to_thread(time.sleep, 0.05)
        assert sim800.elapsed == pytest.approx(before, abs=0.001)
        await asyncio.sleep(1000)
        return sim800.elapsed - before

    assert asyncio.run(main()) == pytest.approx(1000, abs=0.001)


@pytest.mark.atconform(threads=True)
def test_blocking_calls_in_threads_beside_tasks(sim800):
    def ask_blocking():
        sim800.serial.write(b"AT\r")
        return sim800.serial.read_until(b"OK\r\n")

    async def main():
        sim800.takes_over_loop()
        ticks = []

        async def tick():
            while True:
                await asyncio.sleep(0.5)
                ticks.append(1)

        ticking = asyncio.create_task(tick())
        answers = [await asyncio.to_thread(ask_blocking) for _ in range(3)]
        await asyncio.to_thread(time.sleep, 10)
        ticking.cancel()
        return answers, len(ticks)

    answers, ticks = asyncio.run(main())
    assert all(b"OK" in answer for answer in answers)
    assert 20 <= ticks <= 21


def test_another_kind_of_loop_is_refused(sim800, monkeypatch):
    async def main():
        monkeypatch.setattr(asyncio, "SelectorEventLoop", int)
        sim800.takes_over_loop()

    with pytest.raises(WrongUse, match="cannot go by the clock of a test"):
        asyncio.run(main())


@pytest.mark.atconform(threads=True)
def test_a_task_that_gives_its_port_to_a_thread(sim800):
    async def main():
        sim800.serial.write(b"AT\r")
        line = await asyncio.to_thread(sim800.serial.readline)
        await asyncio.sleep(3600)
        return line

    assert asyncio.run(main()) == b"AT\r\r\n"
    assert sim800.elapsed >= 3600


def test_a_loop_is_put_back_when_the_test_is_over():
    async def main():
        loop = asyncio.get_running_loop()
        with module("sim800") as held:
            await held.open_connection()
            await asyncio.sleep(1000)
            held.serial.close()
        before = time.monotonic()
        await asyncio.sleep(0.02)
        return time.monotonic() - before, loop.time() - time.monotonic()

    slept, apart = asyncio.run(main())
    assert slept >= 0.02
    assert abs(apart) < 1
