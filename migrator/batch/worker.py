"""A process that does one site: the task comes over stdin, what came of it goes to stdout.

It ends when its stdin does: then whoever started it wants it to stop, or is there no more.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from _thread import interrupt_main
from contextlib import suppress
from threading import Thread, main_thread
from time import sleep
from typing import BinaryIO

from migrator.batch.records import Task
from migrator.batch.work import work

STOPPED = 130
_PATIENCE = 10.0  # seconds


def main() -> None:
    """Do what is asked for, once."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it
    try:
        task = Task(**json.loads(sys.stdin.buffer.readline()))
        Thread(target=_watch, args=(sys.stdin.buffer,), daemon=True).start()
        told = json.dumps(work(task).as_dict())
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    print(told, flush=True)
    os._exit(0)  # threads that still wait for a host are not waited for


def _watch(stream: BinaryIO) -> None:
    """Interrupt the work when the stream ends; end it, if that does not."""
    with suppress(OSError):
        stream.read()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(main_thread().ident or 0, signal.SIGINT)
    else:
        interrupt_main()
    sleep(_PATIENCE)
    os._exit(STOPPED)
