"""Where links live: the host from the settings file, the prefix only from ``include()``."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.urls import NoReverseMatch, reverse

from wagtail_advocacy.conf import advocacy_settings

CODE_PARAMETER = "wa"
"""What the code of a link is called in the address of a target that asks for it."""


def host_path(name: str, *args: str) -> str:
    """Return the path of a view of the link host, below the prefix of ``include()`` where it is mounted here.

    On its own host, and for a main site that does not mount the links, paths start at the root.
    """
    try:
        return reverse(f"wagtail_advocacy_links:{name}", args=args)
    except NoReverseMatch:
        return reverse(name, urlconf="wagtail_advocacy.links.paths", args=args)


def host_address(name: str = "home", *args: str) -> str:
    """Return the absolute public address of a view of the link host."""
    return f"{advocacy_settings.LINK_HOST or ''}{host_path(name, *args)}"


def link_address(code: str) -> str:
    """Return the absolute public address of the link with ``code``."""
    return host_address("follow", code)


def with_query(url: str, query: str) -> str:
    """Return ``url`` with ``query`` (already encoded) added before its fragment."""
    if not query:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}&{query}" if parts.query else query))
