"""What stands for the program in a shell's path: it asks for a process of the program, lends it its own words,
surroundings and streams, and ends as that ends. See forking.py."""

import json
import os
import socket
import sys


def main(name: str) -> None:
    """Be the program for the shell that started us."""
    order = {
        "words": [os.fsencode(word).decode("latin-1") for word in sys.argv[1:]],
        "environ": {os.fsdecode(key): value.decode("latin-1") for key, value in os.environb.items()},
        "directory": os.getcwd(),  # noqa: PTH109 - it loads nothing that it need not
    }
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as orders:
        orders.connect(f"\0{name}")
        socket.send_fds(orders, [json.dumps(order).encode()], [0, 1, 2])
        orders.recv(100)  # its number
        code = int(orders.recv(100).split()[0])
    if code < 0:
        os.kill(os.getpid(), -code)
    os._exit(code)
