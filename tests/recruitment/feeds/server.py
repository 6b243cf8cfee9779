"""A server on this machine that sends invented jobs, and misbehaves in every way that servers do."""

import gzip
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit


class JobServer:
    """`pages[path]` is a function of the query that returns bytes; `behave` is how they are sent, `seen` what came."""

    def __init__(self):
        self.pages, self.seen, self.behave, self.over = {}, [], whole, Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.seen.append(self.path)
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.over, self.query, self.number = server.over, query, len(server.seen)
                self.kind = "application/xml" if parts.path.endswith("xml") else "application/json; charset=utf-8"
                page = server.pages.get(parts.path)
                self.close_connection = True
                with suppress(OSError):  # The visitor has left.
                    if page is None:
                        status(404)(self, b"")
                    else:
                        server.behave(self, page(query))

            def head(self, code=200, length=None, **headers):
                self.send_response(code)
                for name, value in {"Content-Type": self.kind, **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                if length is not None:
                    self.send_header("Content-Length", str(length))
                self.send_header("Connection", "close")
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *args: None
        self.host = f"127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def address(self, path):
        return f"http://{self.host}{path}"

    def close(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def whole(handler, body):
    handler.head(length=len(body))
    handler.wfile.write(body)


def gzipped(handler, body):
    packed = gzip.compress(body)
    handler.head(length=len(packed), Content_Encoding="gzip")
    handler.wfile.write(packed)


def chunk(handler, piece):
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))


def chunked(handler, body):
    handler.head(Transfer_Encoding="chunked")
    for start in range(0, len(body), 100):
        chunk(handler, body[start : start + 100])
    chunk(handler, b"")


def slowly(handler, body):
    handler.head(length=len(body))
    for start in range(0, len(body), 500):
        handler.wfile.write(body[start : start + 500])
        handler.wfile.flush()
        handler.over.wait(0.001)


def redirecting(handler, body):
    if "moved" in handler.query:
        whole(handler, body)
    else:
        joint = "&" if "?" in handler.path else "?"
        handler.head(302, 0, Location=f"{handler.path}{joint}moved=1")


def in_circles(handler, body):
    handler.head(302, 0, Location=handler.path)


def to_inside(handler, body):
    handler.head(302, 0, Location="http://10.1.2.3/jobs")


def silent(handler, body):
    handler.head(length=len(body))
    handler.wfile.write(body[:100])
    handler.wfile.flush()
    handler.over.wait(5)


def cut(handler, body):
    handler.head(length=len(body))
    handler.wfile.write(body[: len(body) // 2])


def cut_chunks(handler, body):
    handler.head(Transfer_Encoding="chunked")
    chunk(handler, body[: len(body) // 2])


def cut_gzip(handler, body):
    packed = gzip.compress(body)[:-20]
    handler.head(length=len(packed), Content_Encoding="gzip")
    handler.wfile.write(packed)


def broken_gzip(handler, body):
    packed = bytearray(gzip.compress(body))
    packed[len(packed) // 2 :] = b"\x00" * (len(packed) - len(packed) // 2)
    handler.head(length=len(packed), Content_Encoding="gzip")
    handler.wfile.write(packed)


def cut_without_length(handler, body):
    handler.head()
    handler.wfile.write(body[: len(body) * 3 // 4])


def nothing(handler, body):
    handler.head(length=0)


def html(handler, body):
    handler.kind = "text/html; charset=utf-8"
    whole(handler, b"<!doctype html><title>Careers</title><p>We are down for maintenance.")


def html_as_data(handler, body):
    whole(handler, b"<html><head><title>Careers</title></head><p>We are down for maintenance.")


def status(code, **headers):
    def answer(handler, body):
        handler.kind = "text/html"
        text = b"<p>Sorry.</p>"
        handler.head(code, len(text), **headers)
        handler.wfile.write(text)

    return answer


def second_page_fails(handler, body):
    (whole if handler.number % 2 else status(500))(handler, body)
