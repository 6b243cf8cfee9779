"""Serves the WSGI entry in a file, as a server does that is told nothing but this file: `serve_wsgi.py FILE PORT`."""

import runpy
import sys
from wsgiref.simple_server import make_server

if __name__ == "__main__":
    make_server("127.0.0.1", int(sys.argv[2]), runpy.run_path(sys.argv[1])["application"]).serve_forever()
