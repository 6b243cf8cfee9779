"""A Redis of our own, behind a socket in a folder of its own."""

import importlib.util
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path


def is_here():
    return shutil.which("redis-server") is not None and importlib.util.find_spec("redis") is not None


@contextmanager
def running(folder: Path):
    """Starts it, answers its address, and ends it afterwards."""
    options = {"port": 0, "unixsocket": folder / "redis.sock", "dir": folder, "appendonly": "yes", "save": ""}
    command = ["redis-server", *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            for _try in range(200):
                if options["unixsocket"].exists():
                    break
                time.sleep(0.05)
            yield f"unix://{options['unixsocket']}"
        finally:
            process.terminate()
