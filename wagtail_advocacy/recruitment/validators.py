from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_parameter(name: str) -> None:
    """Refuse what no recruiting system names a parameter of an address, such as words with spaces."""
    if not re.fullmatch(r"[A-Za-z0-9_.~:\[\]-]+", name):
        raise ValidationError(_("Write one name, such as gh_src: letters, digits, and . _ ~ : - [ ] between them."))
