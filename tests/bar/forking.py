"""A process that has loaded the program, and makes a process of its own for each command line that it is given.

Such a process begins where a started one stands after its imports, in the entry of the program, with its own words,
surroundings and streams. The interpreter's options and locale are those with which this one was started.
"""

import json
import os
import select
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tests.bar.loaded import load, load_anywhere
from tests.bar.process import name_of
from warroom.__main__ import main

LONGEST = 100_000  # bytes of a command line and its surroundings


def serve(orders: socket.socket, asked: socket.socket) -> None:
    """Carry out every order until there are no more to come, and those of whoever asks; that this can begin is told."""
    orders.send(b"ready")
    while True:
        if asked in select.select([orders, asked], [], [])[0]:
            asking, _ = asked.accept()
            with asking:
                order, streams, _, _ = socket.recv_fds(asking, LONGEST, 3)
                begin(order, [*streams, os.dup(asking.fileno())], orders)
            continue
        order, streams, _, _ = socket.recv_fds(orders, LONGEST, 4)
        if not order:
            wait_for_all()
            return
        begin(order, streams, orders)
        wait_for_all(os.WNOHANG)


def begin(order: bytes, streams: list[int], orders: socket.socket) -> None:
    """Have the order carried out by a process of its own."""
    if not os.fork():
        orders.close()
        keep(order, *streams)
    for stream in streams:
        os.close(stream)


def wait_for_all(options: int = 0) -> None:
    """Let the processes that have ended go, and what they cost count as ours."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, options)[0]:
            pass


def keep(order: bytes, stdin: int, stdout: int, stderr: int, told: int) -> NoReturn:
    """Let a process carry out the order; tell its number at once, and in the end its exit code and its memory."""
    number = os.fork()
    if not number:
        os.close(told)
        for place, stream in enumerate((stdin, stdout, stderr)):
            os.dup2(stream, place)
            os.close(stream)
        speak(**json.loads(order))
    for stream in (stdin, stdout, stderr):
        os.close(stream)
    os.write(told, b"%d\n" % number)
    _, status, used = os.wait4(number, 0)
    os.write(told, b"%d %d\n" % (os.waitstatus_to_exitcode(status), used.ru_maxrss))
    os._exit(0)


def speak(words: list[str], environ: dict[str, str], directory: str) -> NoReturn:
    """Be the program: the bytes of the words are read as this interpreter would have read them at its start."""
    os.chdir(directory)
    os.environ.clear()
    os.environb.update({os.fsencode(name): value.encode("latin-1") for name, value in environ.items()})
    sys.argv = ["warroom", *(os.fsdecode(word.encode("latin-1")) for word in words)]
    main()
    raise AssertionError("the program leaves by itself")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        load(Path(sys.argv[2]), sends="sends" in sys.argv[3:])
    else:
        load_anywhere()
    with (
        socket.socket(fileno=int(sys.argv[1])) as _orders,
        socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as _asked,
    ):
        _asked.bind(f"\0{name_of(os.getpid())}")
        _asked.listen()
        serve(_orders, _asked)
