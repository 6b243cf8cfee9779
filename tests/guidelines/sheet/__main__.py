"""``python -m tests.guidelines.sheet`` prints precision and recall of every kind of rule."""

import sys

from tests.guidelines.sheet import measure, table

counts, different = measure()
lines = [table(counts)]
for name, (got, wanted) in different.items():
    lines.append(f"\n{name}: found {dict(got)}, expected {dict(wanted)}")
sys.stdout.write("\n".join(lines) + "\n")
