"""The settings of the settings file: addresses, floors, backends, resolvers.

What an editor may change lives in :class:`wagtail_advocacy.models.AdvocacySettings`; what stands here is
the site's own promise, and the admin can only be stricter.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from os import PathLike
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import Promise
from django.utils.module_loading import import_string

CARD_STORAGE = "advocacy_cards"

EEA = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
"""The European Economic Area by ISO 3166-1: there the pay has to be told to candidates (Directive (EU) 2023/970)."""

_HOST = r"(\[[0-9a-fA-F:.]+\]|[\w.-]+)"


def _base_address(value: Any) -> str:
    valid = isinstance(value, str) and re.fullmatch(rf"https?://{_HOST}(:\d{{1,5}})?", value)
    return "" if valid and _is_port(value) else 'must be an address without a path, such as "https://go.example.com"'


def _is_port(value: str) -> bool:
    port = re.search(r":(\d+)$", value)
    return not port or 0 < int(port[1]) < 65536


def _number(least: int, most: int) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return f"must be a whole number from {least:,} to {most:,}"
        return ""

    return check


def _dotted_path(value: Any) -> str:
    if callable(value):
        return ""
    try:
        found = import_string(value)
    except Exception as error:  # Importing runs the site's own code.
        return f"cannot be imported: {error}"
    return "" if callable(found) else "must name something that can be called"


def _template(value: Any) -> str:
    return "" if isinstance(value, str) and value.endswith(".html") else "must name a template, such as base.html"


def _hosts(value: Any) -> str:
    valid = isinstance(value, list | tuple) and all(
        isinstance(host, str) and re.fullmatch(rf"{_HOST}:\d{{1,5}}", host) and _is_port(host) for host in value
    )
    return "" if valid else 'must be a list of "host:port"'


def _switch(value: Any) -> str:
    return "" if isinstance(value, bool) else "must be True or False"


def _proxy(value: Any) -> str:
    valid = isinstance(value, str) and re.fullmatch(rf"https?://([^\s/@]+@)?{_HOST}:\d{{1,5}}", value)
    return "" if valid and _is_port(value) else 'must be an address with a port, such as "http://proxy:3128"'


def _redis_address(value: Any) -> str:
    valid = isinstance(value, str) and re.match(r"(rediss?|unix)://", value)
    return "" if valid else 'must be an address, such as "redis://127.0.0.1:6379/0"'


def _folder(value: Any) -> str:
    valid = isinstance(value, str | PathLike) and Path(value).is_absolute()
    return "" if valid else 'must be the whole path of a folder, such as "/var/lib/advocacy/clicks"'


def _tokens(value: Any) -> str:
    valid = isinstance(value, dict) and all(
        isinstance(name, str)
        and name.strip()
        and isinstance(digest, str)
        and re.fullmatch(r"[0-9a-fA-F]{64}", digest, re.ASCII)
        for name, digest in value.items()
    )
    if not valid:
        return "must be a dict of names and SHA-256 digests of tokens; manage.py check_token NAME makes both"
    return "" if len(set(map(str.lower, value.values()))) == len(value) else "must not have one token under two names"


def _kinds(value: Any) -> str:
    known = list(value) if isinstance(value, dict | list | tuple) else [None]
    valid = all(isinstance(kind, str) and re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", kind) for kind in known)
    if not valid:
        return 'must name kinds in small letters, digits, "-" and "_", such as {"trial": "Trial started"}'
    labels = value.values() if isinstance(value, dict) else ()
    return (
        "" if all(isinstance(each, str | Promise) and str(each).strip() for each in labels) else "must label each kind"
    )


def _countries(value: Any) -> str:
    valid = isinstance(value, list | tuple | set | frozenset) and all(
        isinstance(code, str) and re.fullmatch("[A-Z]{2}", code) for code in value
    )
    return "" if valid else 'must be a list of country codes of two letters, such as ["DE", "FR"]'


def _webhook_keys(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(name, str) and name.strip() for name in value):
        return "must be a dict of names and keys; manage.py webhook_key NAME makes both"
    secrets = [secret for given in value.values() for secret in webhook_secrets(given)]
    if not all(secrets):
        return (
            "must hold keys of 24 to 64 bytes in base64, behind “whsec_” or not; several for one name as a list. "
            "manage.py webhook_key NAME makes one"
        )
    return "" if len(set(secrets)) == len(secrets) else "must not have one key twice"


def webhook_secrets(given: Any) -> list[bytes]:
    """Return the keys of one name in ``WEBHOOK_KEYS``; an empty one for each that is none."""
    return [_secret(each) for each in (given if isinstance(given, list | tuple) and given else [given])]


def _secret(given: Any) -> bytes:
    try:
        encoded = given.removeprefix("whsec_")
        secret = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (AttributeError, TypeError, ValueError):
        return b""
    return secret if 24 <= len(secret) <= 64 else b""


@dataclass(frozen=True)
class Setting:
    """One key of ``WAGTAIL_ADVOCACY``: its default and what makes a value impossible.

    What only the main site uses is not looked at in the link host's process, so that both may share one dict.
    """

    default: Any
    error: Callable[[Any], str]
    optional: bool = False
    main_site_only: bool = False

    def error_in(self, value: Any) -> str:
        """Return what is wrong with ``value`` as the end of a sentence, or an empty string."""
        if (self.optional and value is None) or (self.main_site_only and not apps.is_installed("wagtail_advocacy")):
            return ""
        return self.error(value)


SETTINGS: dict[str, Setting] = {
    "LINK_HOST": Setting(None, _base_address, optional=True),
    "BASE_TEMPLATE": Setting("wagtail_advocacy/layouts/standalone.html", _template),
    "TRUSTED_HOSTS": Setting((), _hosts),
    "FETCH": Setting(True, _switch),
    "FETCH_PROXY": Setting(None, _proxy, optional=True),
    "MIN_GROUP": Setting(5, _number(2, 1000)),
    "RAW_CLICKS_DAYS": Setting(90, _number(1, 366)),
    "SHARE_MONTHS": Setting(24, _number(1, 120)),
    "AUDIENCE_MONTHS": Setting(24, _number(1, 120)),
    "SHARER_VIEW_MONTHS": Setting(12, _number(1, 120)),
    "EVIDENCE": Setting(False, _switch),
    "TEAM_RESOLVER": Setting(None, _dotted_path, optional=True, main_site_only=True),
    "HEADCOUNT_RESOLVER": Setting(None, _dotted_path, optional=True, main_site_only=True),
    "ACKNOWLEDGEMENT_NAMES": Setting(False, _switch),
    "CLICK_SINK": Setting("wagtail_advocacy.links.sinks.DatabaseSink", _dotted_path),
    "CLICK_REDIS": Setting(None, _redis_address, optional=True),
    "CLICK_SPOOL": Setting(None, _folder, optional=True),
    "CLICK_SPOOL_MB": Setting(64, _number(1, 100_000)),
    "WRONG_CODES": Setting(60, _number(1, 1_000_000)),
    "CLASS_RULES": Setting(None, _dotted_path, optional=True),
    "PROXY_HOPS": Setting(0, _number(0, 10)),
    "CHECK_TOKENS": Setting({}, _tokens),
    "CHECK_RATE": Setting(60, _number(1, 100_000)),
    "CONVERSION_KINDS": Setting({}, _kinds),
    "ATTRIBUTION_DAYS": Setting(30, _number(1, 365)),
    "WEBHOOK_KEYS": Setting({}, _webhook_keys),
    "WEBHOOK_RATE": Setting(300, _number(1, 100_000)),
    "PUBLIC_BASE_TEMPLATE": Setting("wagtail_advocacy/layouts/standalone.html", _template),
    "PAY_TRANSPARENCY_COUNTRIES": Setting(EEA, _countries),
    "CANDIDATE_REFERENCES": Setting(False, _switch),
}


class AdvocacyConf:
    """``settings.WAGTAIL_ADVOCACY`` with its defaults, read each time so that tests can override it.

    Raises ``AttributeError`` for a name that is no setting.
    """

    def __getattr__(self, name: str) -> Any:
        try:
            default = SETTINGS[name].default
        except KeyError:
            raise AttributeError(f"WAGTAIL_ADVOCACY has no setting {name!r}") from None
        given = getattr(settings, "WAGTAIL_ADVOCACY", {})
        return given.get(name, default) if isinstance(given, dict) else default

    def load(self, name: str) -> Any:
        """Return what the dotted path in setting ``name`` points to, or ``None`` where it is not set."""
        value = getattr(self, name)
        return import_string(value) if isinstance(value, str) else value

    @staticmethod
    def problems() -> Iterator[str]:
        """Yield a sentence for every unknown key and impossible value."""
        given = getattr(settings, "WAGTAIL_ADVOCACY", {})
        if not isinstance(given, dict):
            yield "WAGTAIL_ADVOCACY must be a dict."
            return
        for key, value in given.items():
            if setting := SETTINGS.get(key):
                if error := setting.error_in(value):
                    yield f"WAGTAIL_ADVOCACY[{key!r}] {error}."
                continue
            near = get_close_matches(str(key).upper(), SETTINGS, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else f" Known are {', '.join(SETTINGS)}."
            yield f"WAGTAIL_ADVOCACY has no setting {key!r}.{hint}"


advocacy_settings = AdvocacyConf()


def card_storage() -> Storage:
    """Return the storage of public card pictures: the alias ``advocacy_cards``, else a folder below the media."""
    if CARD_STORAGE in settings.STORAGES:
        return storages[CARD_STORAGE]
    return FileSystemStorage(location=f"{settings.MEDIA_ROOT or 'media'}/{CARD_STORAGE}")
