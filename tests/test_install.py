"""README's "Add it to your site", pasted unchanged into a project fresh from `wagtail start`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import readme

JOURNEY = Path(__file__).resolve().parent / "install_journey.py"


def run(*command: str, cwd: Path) -> str:
    """Runs a command with this interpreter in the new site, as its own process; its output."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "ADVOCACY_"))}
    result = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=inherited, capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout}\n{result.stderr}"
    return result.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """A new site whose home page says what may lie below it, with our blocks pasted, migrated."""
    folder = tmp_path_factory.mktemp("intranet")
    run("-m", "wagtail.bin.wagtail", "start", "intranet", ".", cwd=folder)
    models = folder / "home/models.py"
    models.write_text(models.read_text(encoding="utf-8").replace("    pass", '    subpage_types = ["home.HomePage"]'))
    pasted = {"settings": "intranet/settings/base.py", "urls": "intranet/urls.py", "models": "home/models.py"}
    for name, path in pasted.items():
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write("\n\n" + readme.block(name))
    run("manage.py", "migrate", "--verbosity=0", cwd=folder)
    return folder


@pytest.mark.install
class TestInstall:
    def test_check_is_clean(self, site):
        run("manage.py", "check", "--fail-level", "WARNING", cwd=site)

    def test_no_migration_is_missing(self, site):
        run("manage.py", "makemigrations", "--check", "--dry-run", cwd=site)

    def test_hub_dialog_and_link_open(self, site):
        assert "hub, dialog and link opened, the hub may be a page" in run(str(JOURNEY), cwd=site)
