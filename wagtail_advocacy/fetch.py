"""The only door to the outside world: which addresses may be reached, and what comes back from them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
import urllib3
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import outgoing
from .conf import advocacy_settings
from .hosts import AddressNotPublic, ascii_host, is_private_host, is_public_address

DEFAULT_PORTS = {"http": 80, "https": 443}
PAGE_BYTES = 2 * 1024 * 1024
REDIRECTS = 5
HTML = ("text/html", "application/xhtml+xml")


class NameUnknown(AddressNotPublic):
    """A name that this server's name server does not know; others may."""


class FetchFailed(Exception):
    """A page or picture that cannot be had; the message says why, to people.

    To programs ``reason`` does: ``off`` ``certificate`` ``slow`` ``silent`` ``large`` ``loop`` ``status`` ``type``.
    ``status`` is that of the answer, 0 without one, ``content_type`` that of an unwanted file, ``hops`` all addresses
    asked, the last one included. ``wait`` is how many seconds an answer with 429 or 503 asks us to stay away.
    """

    wait: int = 0

    def __init__(self, message: str, reason: str = "", status: int = 0, content_type: str = "") -> None:
        super().__init__(message)
        self.reason, self.status, self.content_type = reason, status, content_type
        self.hops: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fetched:
    """What came back: ``url`` after all redirects, ``content_type`` without parameters, ``charset`` as declared.

    ``hops`` are the addresses that led there, the first one first; ``headers`` those of the last answer.
    """

    url: str
    content: bytes
    content_type: str
    charset: str
    hops: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def fetch(
    url: str,
    *,
    accept: tuple[str, ...] = HTML,
    limit: int = PAGE_BYTES,
    agent: str = "",
    seconds: float | None = None,
) -> Fetched:
    """Return what lies at ``url``: at most ``limit`` bytes of one of the types in ``accept``, within five seconds.

    ``agent`` is what we call ourselves instead of our own name; ``seconds`` may be fewer than five. Every address on
    the way is checked, and exactly the checked one is connected to. Raises ``AddressNotPublic`` for an address that
    must not be reached, ``FetchFailed`` for all that goes wrong with one that may.
    """
    if not advocacy_settings.FETCH:
        raise FetchFailed(_("Reading other websites is switched off here."), "off")
    with outgoing.deadline(seconds):
        return follow(url, lambda parts: _visit(parts, accept, limit, agent))


def follow(url: str, visit: Callable[[SplitResult], Fetched | str]) -> Fetched:
    """Return what ``visit`` brings from ``url``, or from where that leads on to; each address is checked by itself."""
    hops: list[str] = []
    try:
        while len(hops) <= REDIRECTS:
            found = visit(split_address(url))
            if not isinstance(found, str):
                return replace(found, hops=tuple(hops))
            hops.append(url)
            url = found
    except AddressNotPublic as error:
        if hops:
            error = type(error)(_("This address leads on to another. %s") % error)
        error.hops = tuple(hops)
        raise error from None
    except FetchFailed as error:
        error.hops = (*hops, url)
        raise
    failed = FetchFailed(
        _("This address leads on and on and arrives nowhere. Copy the address where your browser ends up."), "loop"
    )
    failed.hops = tuple(hops)
    raise failed


def _visit(parts: SplitResult, accept: tuple[str, ...], limit: int, agent: str) -> Fetched | str:
    """Return what is there, or the address where it leads on."""
    with in_words(parts, limit), ask(parts, accept, agent) as response:
        if response.is_redirect:
            return next_address(parts, response)
        return _read(parts, response, accept, limit)


@contextmanager
def in_words(parts: SplitResult, limit: int) -> Iterator[None]:
    """Turn what goes wrong with a request into a ``FetchFailed`` that says so to people."""
    host = {"host": parts.hostname}
    try:
        yield
    except requests.exceptions.SSLError:
        raise FetchFailed(_("The certificate of %(host)s is not valid for this name.") % host, "certificate") from None
    except (TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError):
        raise FetchFailed(_("%(host)s takes too long to answer.") % host, "slow") from None
    except outgoing.TooLarge:
        size = {"size": filesizeformat(limit)}
        raise FetchFailed(_("There is more than %(size)s at this address.") % size, "large") from None
    except (requests.RequestException, urllib3.exceptions.HTTPError, outgoing.Unreadable, OSError):
        raise FetchFailed(_("%(host)s does not answer as a website does.") % host, "silent") from None


def ask(parts: SplitResult, accept: tuple[str, ...], agent: str) -> requests.Response:
    host, port = str(parts.hostname), parts.port or DEFAULT_PORTS[parts.scheme]
    addresses, proxy = [""], advocacy_settings.FETCH_PROXY or ""
    if is_trusted(parts):
        addresses, proxy = _addresses(host, port), ""
    elif not proxy:
        addresses = public_addresses(host, port)
    elif is_private_host(host):
        # Names are the proxy's business; what says itself that it lies inside never gets there.
        raise _inside(host)
    name = _bracketed(host) if port == DEFAULT_PORTS[parts.scheme] else f"{_bracketed(host)}:{port}"
    return outgoing.get(parts._replace(fragment="").geturl(), name, ", ".join(accept), addresses, proxy, agent)


def next_address(parts: SplitResult, response: requests.Response) -> str:
    # Headers are read as Latin-1; what servers write there is UTF-8.
    location = response.headers["Location"].encode("latin-1").decode("utf-8", "replace")
    try:
        return urljoin(parts.geturl(), location)
    except ValueError:
        return location


def type_of(response: requests.Response) -> tuple[str, str]:
    """Return content type and charset as the answer declares them, in small letters."""
    content_type, _semicolon, parameters = response.headers.get("Content-Type", "").partition(";")
    charset = parameters.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    return content_type.strip().lower(), charset


def require_found(parts: SplitResult, response: requests.Response) -> None:
    """Raise ``FetchFailed`` with a sentence unless the answer says that it is what was asked for."""
    code = response.status_code
    status = {"host": parts.hostname, "status": code}
    if code == 401:
        sentence = _("It asks for a password, so people outside cannot read it. Choose a public page.")
        raise FetchFailed(sentence, "status", code)
    if code in {404, 410}:
        sentence = _("There is nothing at this address (%(status)s). Check it in your browser.")
        raise FetchFailed(sentence % status, "status", code)
    if not 200 <= code < 300:
        raise FetchFailed(_("%(host)s answered with an error (%(status)s).") % status, "status", code)


def _read(parts: SplitResult, response: requests.Response, accept: tuple[str, ...], limit: int) -> Fetched:
    require_found(parts, response)
    content_type, charset = type_of(response)
    if content_type not in accept:
        expected = _("a picture") if accept[0].startswith("image/") else _("a web page")
        values = {"type": content_type[:60] or "?", "expected": expected}
        sentence = _("There is a file (%(type)s), not %(expected)s.") % values
        raise FetchFailed(sentence, "type", response.status_code, content_type[:60])
    content = outgoing.body_of(response, limit)
    return Fetched(parts.geturl(), content, content_type, charset, headers=response.headers)


def split_address(url: str) -> SplitResult:
    """Return the parts of a web address; a name in other alphabets in the form that machines use (``xn--…``).

    Raises ``AddressNotPublic`` for what is no plain web address: other schemes, user names, bad ports, look-alikes.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise AddressNotPublic(_("This is not a web address. Copy it from your browser once more.")) from None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise AddressNotPublic(_("Use an address that starts with https://."))
    if parts.username or parts.password or port == 0:
        raise AddressNotPublic(_("Leave the user name and password out of the address."))
    host = ascii_host(parts.hostname)
    if host == parts.hostname:
        return parts
    return parts._replace(netloc=host if port is None else f"{host}:{port}")


def is_trusted(parts: SplitResult) -> bool:
    """Return whether the settings file names this host and port."""
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    return f"{_bracketed(str(parts.hostname))}:{port}" in {
        trusted.lower() for trusted in advocacy_settings.TRUSTED_HOSTS
    }


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def public_addresses(host: str, port: int) -> list[str]:
    """Return the network addresses of ``host``, all of them public.

    Raises ``AddressNotPublic`` if the name is unknown or any answer is private, local or reserved.
    """
    found = _addresses(host, port)
    if not all(is_public_address(ip_address(address.partition("%")[0])) for address in found):
        raise _inside(host)
    return found


def _addresses(host: str, port: int) -> list[str]:
    answers: SimpleQueue[list[str]] = SimpleQueue()

    def ask() -> None:
        try:
            found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, ValueError):
            found = set()
        # Few servers have a way out over IPv6: the others first.
        answers.put(sorted(found, key=lambda address: (":" in address, address)))

    # Nothing else ends a question to a name server that takes its time.
    Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=outgoing.seconds_left())
    except Empty:
        raise TimeoutError from None
    if not found:
        raise NameUnknown(_("%(host)s cannot be found. Check the spelling.") % {"host": host})
    return found


def _inside(host: str) -> AddressNotPublic:
    return AddressNotPublic(
        _("%(host)s lies inside your network: people outside cannot open it. Choose a public page.") % {"host": host}
    )


def require_public(url: str) -> None:
    """Raise ``AddressNotPublic`` with a sentence unless ``url`` resolves to public addresses or its host is trusted.

    Through a proxy names are the proxy's business: nobody is asked. Where nothing may be read, a server need not know
    names outside: then one that cannot be looked up passes. What lies inside is refused on all three ways.
    """
    parts = split_address(url)
    host = str(parts.hostname)
    if is_trusted(parts):
        return
    if is_private_host(host):
        raise _inside(host)
    if advocacy_settings.FETCH_PROXY:
        return
    try:
        public_addresses(host, parts.port or DEFAULT_PORTS[parts.scheme])
    except (NameUnknown, TimeoutError):
        if advocacy_settings.FETCH:
            raise
