"""Spreadsheets that cannot run what somebody typed."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def without_formula(cell: str) -> str:
    """Return ``cell`` as no spreadsheet runs it: behind an apostrophe if it would."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


class SafeExportMixin(SpreadsheetExportMixin):
    """Puts an apostrophe before text that a spreadsheet would take for a formula; Wagtail does so for XLSX alone."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        return without_formula(cell) if export_format == self.FORMAT_CSV and isinstance(cell, str) else cell
