"""What CI asks a Debian for before it begins."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = Path(__file__).resolve().parent.parent / ".ci" / "steps.sh"
ASK = """
source "$0"
as_root() { echo "$@"; }
listens() { return 0; }
install_system_packages
"""


def asked_for(path: Path) -> set[str]:
    """The packages that would be installed where nothing but `path` holds programs."""
    bash = shutil.which("bash")
    done = subprocess.run([bash, "-c", ASK, str(STEPS)], env={"PATH": str(path)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    installed = [line.split() for line in done.stdout.splitlines() if line.startswith("apt-get install")]
    return {word for words in installed for word in words[2:] if not word.startswith("-")}


@pytest.fixture
def machine(tmp_path):
    """A directory of programs: `machine("python3", "exit 1")` adds one."""

    def add(name, script):
        program = tmp_path / name
        program.write_text(f"#!{shutil.which('sh')}\n{script}\n")
        program.chmod(0o755)
        return tmp_path

    return add


def test_a_bare_debian_lacks_parts_of_its_interpreter(machine):
    # Debian's own python3, without python3-venv and python3-dev, fails to import and to open them.
    asked = asked_for(machine("python3", "exit 1"))
    assert {"python3-venv", "python3-dev", "build-essential", "chromium"} <= asked


def test_what_is_there_is_not_asked_for(machine):
    asked = asked_for(machine("python3", f'exec {sys.executable} "$@"'))
    assert not {"python3-venv", "python3-dev"} & asked
    assert "chromium" in asked
