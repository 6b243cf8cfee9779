"""The database of a test run: `ADVOCACY_DB` says which kind, `ADVOCACY_POSTGRES` and `ADVOCACY_MARIADB` where."""

import os
from urllib.parse import unquote, urlsplit

SERVERS = {
    "postgres": ("django.db.backends.postgresql", "ADVOCACY_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres"),
    "mariadb": ("django.db.backends.mysql", "ADVOCACY_MARIADB", "mysql://root@127.0.0.1:3306/mysql"),
}


def kind() -> str:
    return os.environ.get("ADVOCACY_DB", "sqlite")


def databases(project: str) -> dict:
    """Django's `DATABASES` for a test project. Each project and tox environment has a test database of its own."""
    if kind() == "sqlite":
        return {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    engine, variable, fallback = SERVERS[kind()]
    url = urlsplit(os.environ.get(variable) or fallback)
    cell = os.environ.get("TOX_ENV_NAME", "").replace("-", "_")
    test = {"NAME": f"test_advocacy_{project}_{cell}".rstrip("_")}
    if kind() == "mariadb":
        test |= {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_general_ci"}
    return {
        "default": {
            "ENGINE": engine,
            "NAME": url.path.lstrip("/"),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": url.hostname or "",
            "PORT": str(url.port or ""),
            "TEST": test,
        }
    }
