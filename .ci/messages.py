"""Writes the catalogues: `tox run -e messages`. Needs GNU gettext (xgettext, msgmerge, msgfmt).

`makemessages` gives every string to the nearest folder named `locale` above its file. So each room's catalogue holds
the room's own strings, and the root's those of no room.
"""

import os
import re
import sys
from pathlib import Path

from django.core.management import call_command
from django.core.management.commands import makemessages

LANGUAGES = ["es"]
# Folders of the root; every other one of the package is a room.
ROOT_FOLDERS = {"management", "migrations", "models", "templatetags"}
# Who wrote it and when is in the history; a date in the file would make a change of none.
HEADER = re.compile(
    r'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team)'
    r': [^"]*"\n',
    re.MULTILINE,
)
# What a new catalogue starts with.
FORM = re.compile(r"\A(#.*\n)+")


class Command(makemessages.Command):
    # The old words stand beside what gettext guesses for the new ones.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--previous"]


def write(tree: Path) -> None:
    os.chdir(tree)
    call_command(
        Command(), locale=LANGUAGES, add_location="file", no_obsolete=True, ignore_patterns=["var/*"], verbosity=0
    )
    for catalogue in sorted(tree.rglob("locale/*/LC_MESSAGES/django.po")):
        language = catalogue.parts[-3]
        text = HEADER.sub("", FORM.sub("", catalogue.read_text(encoding="utf-8")))
        text = text.replace('"Language: \\n"', f'"Language: {language}\\n"')
        catalogue.write_text(text, encoding="utf-8")
    call_command("compilemessages", locale=LANGUAGES, verbosity=0)


def main(root: Path) -> None:
    # Catalogues are of the package, not of somebody's site.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    package, demo = root / "wagtail_advocacy", root / "example_site"
    rooms = [each.parent for each in package.glob("*/__init__.py") if each.parent.name not in ROOT_FOLDERS]
    for folder in (demo, package, *rooms):
        (folder / "locale").mkdir(exist_ok=True)
    write(package)
    write(demo)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
