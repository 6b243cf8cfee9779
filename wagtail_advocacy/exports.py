"""Spreadsheets that cannot run what somebody typed."""

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# A spreadsheet that takes another separator begins a new cell within ours.
_FORMULA = re.compile(r"^(?=[\t\r]|\s*[=+\-@])|(?<=.)([;\t\r\n])(?=\s*[=+\-@])", re.DOTALL)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def without_formula(cell: str) -> str:
    """Return ``cell`` as no spreadsheet runs it: with an apostrophe wherever a formula would begin."""
    return _FORMULA.sub(r"\1'", cell)


class SafeExportMixin(SpreadsheetExportMixin):
    """Puts an apostrophe before text that a spreadsheet would take for a formula; Wagtail does so for XLSX alone.

    Control characters, which XLSX has no way to write, are left out of both.
    """

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        if not isinstance(cell, str):
            return cell
        cell = _CONTROLS.sub("", cell)
        return without_formula(cell) if export_format == self.FORMAT_CSV else cell
