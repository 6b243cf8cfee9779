"""``python -m tests.links.confusion`` prints the confusion table and every agent that is classed wrongly."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.projects.full.settings")

from tests.links.confusion import measure, table

lines = [table()]
for (source, way), count in measure().items():
    if way != "reduced" and count.wrong:
        lines.append(f"\n{source}, {way}:")
        lines += [f"  {reason or 'person':22} {agent}" for agent, reason in count.wrong]
sys.stdout.write("\n".join(lines) + "\n")
