"""Spreadsheets that cannot run what somebody typed."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class SafeExportMixin(SpreadsheetExportMixin):
    """Puts an apostrophe before text that a spreadsheet would take for a formula; Wagtail does so for XLSX alone."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        cell = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
            return f"'{cell}"
        return cell
