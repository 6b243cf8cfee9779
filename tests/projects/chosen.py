"""The settings that pytest uses: those of the project named by `ADVOCACY_PROJECT`, `full` if none is."""

import os
from importlib import import_module

globals().update(vars(import_module(f"tests.projects.{os.environ.get('ADVOCACY_PROJECT', 'full')}.settings")))
