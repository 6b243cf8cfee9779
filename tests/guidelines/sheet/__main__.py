"""``python -m tests.guidelines.sheet`` prints precision and recall of every kind of rule."""

import sys

from tests.guidelines.sheet import captions, measure

counts, different = measure()
lines = [f"{len(captions())} captions", "", "| kind | findings | precision | recall |", "|---|---|---|---|"]
for kind, count in sorted(counts.items()):
    lines.append(f"| `{kind}` | {count.right + count.missed} | {count.precision:.2f} | {count.recall:.2f} |")
for name, (got, wanted) in different.items():
    lines.append(f"\n{name}: found {dict(got)}, expected {dict(wanted)}")
sys.stdout.write("\n".join(lines) + "\n")
