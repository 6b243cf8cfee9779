"""How a request leaves the house: to one address that was checked before, within a time and a size.

Built on what ``requests`` lets adapters choose; nobody but ``fetch`` uses it.
"""

from __future__ import annotations

import io
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

PIECE = 16 * 1024
HEADERS = {
    # Says what we are; where we stand is nobody's business outside.
    "User-Agent": "wagtail-advocacy (reads a page that an editor offers for sharing)",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}

SECONDS = 5.0

SILENCE = 10.0
"""float, seconds without a byte, or without a connection, after which even a long download is given up."""

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


class TooLarge(Exception):
    """More came than was asked for; reading has stopped."""


class Unreadable(Exception):
    """What came is packed in a way that was not asked for, or is broken."""


@contextmanager
def deadline(seconds: float | None = None, most: float | None = None) -> Iterator[None]:
    """Let everything inside take ``SECONDS`` altogether, or fewer, however slowly the other side speaks.

    ``most`` is what stands for ``SECONDS`` where something long is fetched.
    """
    longest = SECONDS if most is None else most
    token = _ends_at.set(time.monotonic() + (longest if seconds is None else min(longest, seconds)))
    try:
        yield
    finally:
        _ends_at.reset(token)


def seconds_left() -> float:
    """Return the seconds until the deadline, if there is one. Raises ``TimeoutError`` when it is over."""
    ends_at = _ends_at.get()
    left = SECONDS if ends_at is None else ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, max(SILENCE, SECONDS))


class _TimedReader(io.RawIOBase):
    """Gives every single read only the time that is left: a timeout of a socket begins anew with each byte."""

    def __init__(self, raw: Any, sock: Any) -> None:
        self.raw, self.sock = raw, sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.sock.settimeout(seconds_left())
        return self.raw.readinto(buffer)

    def close(self) -> None:
        self.raw.close()
        super().close()


class _TimedResponse(HTTPResponse):
    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_TimedReader(self.fp.detach(), sock))  # type: ignore[assignment]


class _Connection(HTTPConnection):
    response_class = _TimedResponse


class _SecureConnection(HTTPSConnection):
    response_class = _TimedResponse


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS = {"http": _Pool, "https": _SecurePool}


class _Adapter(HTTPAdapter):
    """Connects to ``address`` whatever the name says by now, or leaves that to a proxy.

    Name and certificate are still those of the name.
    """

    def __init__(self, address: str = "") -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
        where, options = super().build_connection_pool_key_attributes(*args, **kwargs)
        if not self.address:
            return where, options
        name = {"server_hostname": where["host"]} if where["scheme"] == "https" else {}
        return {**where, "host": self.address}, {**options, **name}


def get(url: str, host: str, accept: str, addresses: list[str], proxy: str = "", agent: str = "") -> requests.Response:
    """Ask for ``url`` at the first of ``addresses`` that answers; the body is not read yet, nothing is followed.

    ``host`` is what the header says, ``agent`` what we call ourselves if not by our own name. Raises what ``requests``
    raises.
    """
    headers = {**HEADERS, "Host": host, "Accept": accept, **({"User-Agent": agent} if agent else {})}
    request = requests.Request("GET", url, headers=headers).prepare()
    for number, address in enumerate(addresses):
        others = len(addresses) - number - 1
        try:
            # An adapter alone knows no cookies, no proxies of the environment, no `.netrc`.
            return _Adapter(address).send(
                request,
                stream=True,
                timeout=(seconds_left() / (others + 1), seconds_left()),
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or True,
                proxies={"http": proxy, "https": proxy} if proxy else None,
            )
        except requests.ConnectionError as error:
            if isinstance(error, requests.exceptions.SSLError) or not others:
                raise
    raise AssertionError("There is no address to ask.")


def body_of(response: Any, limit: int) -> bytes:
    """Return the unpacked body.

    Raises ``TooLarge`` beyond ``limit`` bytes, ``Unreadable`` for what cannot be unpacked; a bomb bursts outside.
    """
    pieces, size = [], 0
    for piece in _unpacked(response, limit):
        size += len(piece)
        if size > limit:
            raise TooLarge
        pieces.append(piece)
    return b"".join(pieces)


def pieces_of(response: Any, limit: int) -> Iterator[bytes]:
    """Yield the unpacked body piece by piece.

    Raises ``TooLarge`` beyond ``limit`` bytes, ``Unreadable`` for what cannot be unpacked or breaks off within its
    packing, and what ``urllib3`` raises for fewer bytes than were announced.
    """
    size = 0
    for piece in _unpacked(response, limit, whole=True):
        size += len(piece)
        if size > limit:
            raise TooLarge
        yield piece


def _unpacked(response: Any, limit: int, whole: bool = False) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    packed = response.raw.stream(PIECE, decode_content=False)
    if packing in {"", "identity"}:
        yield from packed
        return
    if packing not in {"gzip", "x-gzip"}:
        raise Unreadable(packing)
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        for piece in packed:
            yield unpacker.decompress(piece, limit + 1)
            if unpacker.unconsumed_tail:
                raise TooLarge
        if whole and not unpacker.eof:
            raise Unreadable("It breaks off.")
    except zlib.error as error:
        raise Unreadable(str(error)) from None
