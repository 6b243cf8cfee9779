"""The world outside: real servers on this machine, and a telephone book that says they live elsewhere."""

import shutil
import socket
import ssl
import subprocess
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from tests.conftest import need
from wagtail_advocacy import outgoing

NEWS = "93.184.216.34"
OTHER = "93.184.216.35"


class Outside:
    """A website: `says("/path", body)` or `answers["/path"] = function(handler)`; `seen` are the requests that came."""

    def __init__(self, context=None):
        self.answers, self.seen = {}, []
        outside = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outside.seen.append((self.path, dict(self.headers)))
                with suppress(OSError):  # The visitor has left.
                    outside.answers.get(self.path.partition("?")[0], nothing)(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *args: None
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_port
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def says(self, path, body="", content_type="text/html; charset=utf-8", status=200, **headers):
        content = body.encode() if isinstance(body, str) else body

        def answer(handler):
            handler.send_response(status)
            for name, value in {"Content-Type": content_type, **headers}.items():
                if value is not None:
                    handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(content)

        self.answers[path] = answer

    def leads_to(self, path, location, status=302):
        self.says(path, status=status, Location=location)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def nothing(handler):
    handler.send_error(404)


@pytest.fixture
def outside():
    """The website https://news.example.org and http://news.example.org:80, in fact on this machine."""
    site = Outside()
    yield site
    site.close()


class World:
    """`names[host]` is what name servers say, one list per question (the last one stays); `wires` is where it is."""

    def __init__(self):
        self.names, self.wires, self.asked = {}, {}, []

    def getaddrinfo(self, host, port, *args, **kwargs):
        self.asked.append(host)
        # Who only asks says so by a keyword; who calls does not.
        if not kwargs and (found := self.wires.get((host, port))):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", found))]
        answers = self.names.get(host)
        if not answers:
            return self.numeric(host, port)
        now = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in now]

    def numeric(self, host, port):
        with suppress(OSError):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (socket.inet_ntoa(socket.inet_aton(host)), port))]
        try:
            socket.inet_pton(socket.AF_INET6, host)
        except OSError:
            raise socket.gaierror(-2, "Name or service not known") from None
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", (host, port, 0, 0))]


@pytest.fixture
def world(monkeypatch, outside):
    """All that is patched: who has which address. `news.example.org` is `outside`."""
    world = World()
    world.names["news.example.org"] = [[NEWS]]
    world.wires[NEWS, 80] = outside.port
    monkeypatch.setattr(socket, "getaddrinfo", world.getaddrinfo)
    monkeypatch.setattr(outgoing, "SECONDS", 1.0)
    return world


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for `news.example.org` that vouches for itself, and its key."""
    need("openssl", shutil.which("openssl") is not None)
    folder = tmp_path_factory.mktemp("certificate")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout key.pem"
        " -out cert.pem -subj /CN=news.example.org -addext subjectAltName=DNS:news.example.org"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secure(world, certificate):
    """The same website with TLS, on port 443; `names` are those that visitors asked for."""
    cert, key = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    site_names = []
    context.sni_callback = lambda _socket, name, _context: site_names.append(name)
    site = Outside(context)
    site.names = site_names
    world.wires[NEWS, 443] = world.wires[OTHER, 443] = site.port
    yield site
    site.close()


def picture_bytes(kind="PNG", size=(1200, 630), colour="teal"):
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()
