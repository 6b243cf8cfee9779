"""Names and numbers of hosts: what they are called, and whether they say themselves that they lie inside.

Sources: the special-purpose registries of IANA, as the standard library's ``ipaddress`` knows them; for names that mix
alphabets Unicode Technical Standard 39, level "highly restrictive".
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import idna
import regex
from django.utils.translation import gettext as _

# RFC 6052: how networks without IPv4 reach an IPv4 address.
_NAT64 = IPv6Network("64:ff9b::/96")

_HOST = regex.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+(%[\w.-]+)?")
_SCRIPTS = [
    "Latin",
    "Cyrillic",
    "Greek",
    "Arabic",
    "Armenian",
    "Bengali",
    "Devanagari",
    "Ethiopic",
    "Georgian",
    "Gujarati",
    "Gurmukhi",
    "Hebrew",
    "Kannada",
    "Khmer",
    "Lao",
    "Malayalam",
    "Myanmar",
    "Oriya",
    "Sinhala",
    "Tamil",
    "Telugu",
    "Thaana",
    "Thai",
    "Tibetan",
]
_ALPHABETS = [[script] for script in _SCRIPTS] + [
    ["Latin", "Han", "Hiragana", "Katakana"],
    ["Latin", "Han", "Bopomofo"],
    ["Latin", "Han", "Hangul"],
]
_ONE_ALPHABET = regex.compile(
    "|".join(
        "[" + "".join(rf"\p{{Script={each}}}" for each in ["Common", "Inherited", *alphabet]) + "]*"
        for alphabet in _ALPHABETS
    )
)


class AddressNotPublic(Exception):
    """An address that strangers cannot open, or that we must not; the message says which and what to do.

    ``hops`` are the addresses that were asked before it, where one led on to it.
    """

    hops: tuple[str, ...] = ()


def ascii_host(host: str) -> str:
    """Return ``host`` in the form that machines use: ``xn--…`` for other alphabets.

    Raises ``AddressNotPublic`` for what is no name, or mixes alphabets so that it looks like another one.
    """
    try:
        plain = host if host.isascii() else idna.encode(host, uts46=True).decode()
        labels = [idna.decode(each) if each.startswith("xn--") else each for each in plain.split(".")]
    except (idna.IDNAError, UnicodeError):
        plain, labels = "", []
    if not _HOST.fullmatch(plain):
        raise AddressNotPublic(_("This is not a web address. Copy it from your browser once more."))
    if not all(_ONE_ALPHABET.fullmatch(label) for label in labels):
        raise AddressNotPublic(
            _("%(host)s mixes letters of different alphabets: its real name is %(plain)s. Type the address yourself.")
            % {"host": ".".join(labels), "plain": plain}
        )
    return plain


def is_public_address(address: IPv4Address | IPv6Address) -> bool:
    """Return whether strangers can reach ``address``, in whatever spelling it hides another one."""
    if isinstance(address, IPv6Address):
        if embedded := address.ipv4_mapped or (IPv4Address(address.packed[-4:]) if address in _NAT64 else None):
            return is_public_address(embedded)
        if address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_private_host(host: str) -> bool:
    """Return whether ``host`` says itself that strangers cannot reach it; nobody is asked."""
    host = host.rstrip(".")
    if host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    try:
        return not is_public_address(ip_address(host))
    except ValueError:
        # A name without a dot is completed by the search list of whoever looks it up, so it is a name of the house.
        return "." not in host or _is_short_for_ip(host)


def _is_short_for_ip(host: str) -> bool:
    """Return whether ``host`` is a number such as ``2130706433`` or ``127.1``: browsers go there, people never do."""
    try:
        socket.inet_aton(host)
    except (OSError, UnicodeError):
        return False
    return True
