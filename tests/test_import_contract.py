"""Who may import whom (`setup.cfg`): the contract is kept, and it would notice if it were not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def lint_imports(tree: Path) -> subprocess.CompletedProcess:
    """Checks the contract of `tree`, with the package found there and nowhere else."""
    program = (
        "import sys; sys.path.insert(0, '.');"
        "from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(config_filename='setup.cfg', no_cache=True))"
    )
    return subprocess.run([sys.executable, "-c", program], cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path):
    """A copy of the package and its contract that a test may spoil."""
    shutil.copytree(ROOT / "wagtail_advocacy", tmp_path / "wagtail_advocacy")
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


def test_the_contract_is_kept(tree):
    result = lint_imports(tree)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "named"),
    [
        (
            "networks/base.py",
            "import wagtail_advocacy.library.models",
            "networks.base -> wagtail_advocacy.library.models",
        ),
        (
            "library/models.py",
            "from wagtail_advocacy.sharing import models",
            "library.models -> wagtail_advocacy.sharing.models",
        ),
        ("actions.py", "from wagtail_advocacy.networks import base", "actions -> wagtail_advocacy.networks.base"),
        ("models.py", "from wagtail_advocacy import actions", "models -> wagtail_advocacy.actions"),
        ("links/models.py", "from wagtail_advocacy import compat", "links.models -> wagtail_advocacy.compat"),
        ("links/kinds.py", "import wagtail", "links.kinds -> wagtail"),
        ("conf.py", "from wagtail.models import Site", "conf -> wagtail"),
    ],
)
def test_an_upward_import_breaks_it(tree, module, line, named):
    path = tree / "wagtail_advocacy" / module
    if not path.exists():
        path = path.with_suffix("") / "__init__.py"
    path.write_text(path.read_text() + f"\n\ndef later():\n    {line}\n")
    result = lint_imports(tree)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"wagtail_advocacy.{named}" in " ".join(result.stdout.split())


def test_a_room_that_nobody_placed_breaks_it(tree):
    (tree / "wagtail_advocacy" / "attic.py").write_text("")
    result = lint_imports(tree)
    assert result.returncode == 1
    assert "attic" in result.stdout + result.stderr
