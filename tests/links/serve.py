"""A link host as it runs in production: serves until its standard input ends, then tells what it imported."""

import json
import sys
from threading import Thread
from wsgiref.simple_server import make_server

from wagtail_advocacy.links.wsgi import application

if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, application)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
    server.shutdown()
    json.dump(sorted(sys.modules), sys.stdout)
