"""What a process may do and use, made small."""

import ctypes
import os
import resource

# Linux, prctl(2) and capabilities(7): to root every file is writable; without these three, to root as to others.
_DROP = 24
_OVERRIDING = (1, 2, 3)


def limit_files(size: int) -> None:
    """From here on no file of this process may be larger: to it, the disk is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def heed_modes() -> None:
    """The program that this process becomes heeds the modes of files, whoever runs it."""
    if os.geteuid() == 0:
        for capability in _OVERRIDING:
            ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0)
