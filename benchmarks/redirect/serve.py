"""A server of the standard library alone, for tests.

``python -m benchmarks.redirect.serve APPLICATION PORT THREADS``
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from socket import socket
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class PooledServer(WSGIServer):
    """Answers in threads that stay, so that Django's connections do too."""

    request_queue_size = 128
    pool: ThreadPoolExecutor

    def process_request(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        self.pool.submit(self._answer, request, client_address)

    def _answer(self, request: Any, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except ConnectionError:
            pass
        finally:
            self.shutdown_request(request)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def main(application: str, port: str, threads: str) -> None:
    module, _colon, name = application.partition(":")
    loaded = getattr(import_module(module), name)
    with make_server("127.0.0.1", int(port), loaded, PooledServer, QuietHandler) as server:
        server.pool = ThreadPoolExecutor(int(threads))
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
