"""UTC days of moments, as the database and Python see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models.functions import TruncDate


class UtcDay(TruncDate):
    """The UTC day of a moment. On SQLite it is cut from the text: calling Python for every row takes long."""

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, **{**extra, "tzinfo": UTC})

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        if connection.timezone_name != "UTC":
            return self.as_sql(compiler, connection)
        sql, params = compiler.compile(self.lhs)
        return f"substr({sql}, 1, 10)", params


def midnight(day: date) -> datetime:
    """Return when the UTC day begins."""
    return datetime.combine(day, time(), tzinfo=UTC)
