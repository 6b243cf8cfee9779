"""A website that is not ours, for what is pasted into the library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

HEADLINE = "The town that stopped losing a third of its water"
SUMMARY = "Hallin counted its leaks street by street. What other towns can learn from two patient winters."
STORY = f"""<!doctype html>
<html lang="en">
<title>The Esk Courier</title>
<meta property="og:site_name" content="The Esk Courier">
<meta property="og:title" content="{HEADLINE}">
<meta property="og:description" content="{SUMMARY}">
<meta property="og:image" content="/town.png">
<meta property="og:image:alt" content="A street with three open manholes">
<h1>{HEADLINE}</h1>
"""


@contextmanager
def running_newspaper() -> Iterator[str]:
    """Serve one story on a free port; gives the address of its host, as a settings file names it."""
    server = ThreadingHTTPServer(("127.0.0.2", 0), Newspaper)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield "{}:{}".format(*server.server_address)
    finally:
        server.shutdown()
        server.server_close()


class Newspaper(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        answers = {"/story": ("text/html; charset=utf-8", STORY.encode()), "/town.png": ("image/png", picture())}
        content_type, body = answers.get(self.path, ("text/plain", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


def picture() -> bytes:
    from PIL import Image, ImageDraw

    drawing = Image.new("RGB", (1200, 630), "#cfe3e6")
    pen = ImageDraw.Draw(drawing)
    pen.rectangle((0, 430, 1200, 630), fill="#59626c")
    for place in (220, 560, 900):
        pen.rectangle((place - 130, 130, place + 130, 430), fill="#0b6170")
        pen.ellipse((place - 70, 490, place + 70, 550), fill="#1c2024")
    file = BytesIO()
    drawing.save(file, "PNG")
    return file.getvalue()
