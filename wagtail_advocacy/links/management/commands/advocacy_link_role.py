from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from ...models import Agent, Click, DailySalt, HostText, Link, Receipt, Target

RIGHTS = {
    Target: "SELECT",
    Link: "SELECT",
    HostText: "SELECT",
    Agent: "SELECT, INSERT",
    DailySalt: "SELECT, INSERT, DELETE",
    # The spool of clicks is replayed here too.
    Receipt: "SELECT, INSERT, DELETE",
    # PostgreSQL hands back what was inserted only to who may read it.
    Click: "SELECT (id, link_id), INSERT",
}


def _quote(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


class Command(BaseCommand):
    help = (
        "Prints the SQL that lets a PostgreSQL role run the link host, and nothing else. The role must exist: "
        "manage.py advocacy_link_role advocacy_links | psql …"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", help="the role that the link host's process connects as")

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("This is for PostgreSQL; the default database is another one.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_schema()")
            role, database, schema = map(_quote, (options["role"], *cursor.fetchone()))
        self.stdout.write(f"GRANT CONNECT ON DATABASE {database} TO {role};")
        self.stdout.write(f"GRANT USAGE ON SCHEMA {schema} TO {role};")
        for model, rights in RIGHTS.items():
            table = f"{schema}.{_quote(model._meta.db_table)}"
            self.stdout.write(f"REVOKE ALL ON {table} FROM {role};")
            self.stdout.write(f"GRANT {rights} ON {table} TO {role};")
