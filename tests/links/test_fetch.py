"""Which addresses may be reached at all: public ones, and hosts that the settings file trusts."""

import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_advocacy.fetch import AddressNotPublic, is_trusted, public_addresses, require_public, split_address

PUBLIC = ["93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:a00:1::f5ff:fffe",
    "fe80::1%eth0",
    "fec0::1",
    "fc00::1",
    "fd12:3456::1",
    "ff02::1",
    "ff0e::1",
    "100::1",
    "2001:db8::1",
    "5f00::1",
]


@pytest.fixture
def dns(monkeypatch):
    """Answers every question of a name with the addresses that are given."""

    def answer(*addresses):
        def getaddrinfo(host, port, *args, **kwargs):
            if isinstance(addresses[0], Exception):
                raise addresses[0]
            families = {True: socket.AF_INET6, False: socket.AF_INET}
            return [
                (
                    families[":" in address],
                    socket.SOCK_STREAM,
                    6,
                    "",
                    (address, port, *((0, 0) if ":" in address else ())),
                )
                for address in addresses
            ]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    return answer


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_may_be_reached(dns, address):
    dns(address)
    require_public("https://www.example.com/")
    assert public_addresses("www.example.com", 443) == [address]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_may_not(dns, address):
    dns(address)
    with pytest.raises(AddressNotPublic, match="inside your network"):
        require_public("https://www.example.com/")


def test_one_answer_inside_spoils_the_name(dns):
    dns("93.184.216.34", "10.0.0.1")
    with pytest.raises(AddressNotPublic):
        require_public("https://www.example.com/")


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), TimeoutError(), UnicodeError("label too long")])
def test_an_unknown_name_is_a_sentence(dns, error):
    dns(error)
    with pytest.raises(AddressNotPublic, match=r"www\.example\.com cannot be found"):
        require_public("https://www.example.com/")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]:8000/",
        "http://0/",
    ],
)
def test_a_number_is_an_address_in_every_spelling(address):
    with pytest.raises(AddressNotPublic):
        require_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "www.example.com",
        "//www.example.com",
        "/path",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://www.example.com/",
        "gopher://www.example.com/",
        "https://",
        "https:///path",
        "https://[::1",
        "https://www.example.com:port/",
        "https://www.example.com:0/",
        "https://www.example.com:99999/",
        "https://user@www.example.com/",
        "https://user:password@www.example.com/",
        "https://www.example.com\\@evil.example/",
    ],
)
def test_what_is_no_plain_web_address_is_refused_without_asking_anybody(dns, address):
    dns(AssertionError("nobody is asked"))
    with pytest.raises(AddressNotPublic):
        require_public(address)


def test_a_name_that_no_resolver_takes_is_a_sentence():
    for address in ("https://exa\x00mple.com/", f"https://{'a' * 300}.example/", "https://../"):
        with pytest.raises(AddressNotPublic):
            require_public(address)


@pytest.mark.parametrize(
    ("trusted", "address"),
    [
        ("localhost:8000", "http://localhost:8000/x"),
        ("LocalHost:8000", "http://LOCALHOST:8000/x"),
        ("intranet.example:443", "https://intranet.example/x"),
        ("intranet.example:80", "http://intranet.example/x"),
        ("[::1]:8000", "http://[::1]:8000/"),
    ],
)
def test_a_trusted_host_is_named_with_its_port(settings, dns, trusted, address):
    dns(AssertionError("nobody is asked"))
    settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": [trusted]}
    require_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8001/",
        "http://localhost/",
        "https://localhost/",
        "http://localhost.:8000/",
        "http://127.0.0.1:8000/",
    ],
)
def test_trust_reaches_no_further(settings, dns, address):
    dns("127.0.0.1")
    settings.WAGTAIL_ADVOCACY = {"TRUSTED_HOSTS": ["localhost:8000"]}
    settings.DEBUG = True
    with pytest.raises(AddressNotPublic):
        require_public(address)


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.text().map("https://{}".format)))
def test_any_text_is_an_address_or_a_sentence(text):
    with suppress(AddressNotPublic):
        parts = split_address(text)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert is_trusted(parts) is False
