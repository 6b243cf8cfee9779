"""The name of somebody's own server, such as an instance of Mastodon. It is put into an address, never asked."""

import regex
from django.utils.translation import gettext as _

from wagtail_advocacy.hosts import AddressNotPublic, ascii_host, is_private_host

LONGEST = 253
"""Characters of a name in DNS (RFC 1035)."""

_NAME = regex.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


class ServerRefused(ValueError):
    """This is not the name of a server; the message is a sentence for the person who typed it."""


def clean_server(typed: str) -> str:
    """Return the server's name in ASCII (``xn--…`` for other alphabets); "" for nothing.

    Only a name: no ``https://``, path, user or port, no number, and none that only the organisation itself can reach.
    Raises ServerRefused.
    """
    typed = typed.strip()
    if not typed:
        return ""
    try:
        name = ascii_host(typed.lower()) if len(typed) <= LONGEST else ""
    except AddressNotPublic as error:
        raise ServerRefused(_only_the_name() if typed.isascii() else str(error)) from None
    if not _NAME.fullmatch(name) or len(name) > LONGEST or is_private_host(name):
        raise ServerRefused(_only_the_name())
    return name


def server_or_nothing(typed: str) -> str:
    """Return the server's name like :func:`clean_server`; "" for what is refused."""
    try:
        return clean_server(typed)
    except ServerRefused:
        return ""


def _only_the_name() -> str:
    return _("Write only the name of your server, such as mastodon.social.")
