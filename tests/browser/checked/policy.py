"""A check, a gate, and somebody who takes disputes."""

import re

from wagtail_advocacy.registries import CheckResult, Finding, Fix, Gate

WORDS = {
    "bribe": ("must", "We do not write about bribes.", None),
    "larkwater": ("should", "Our name begins with a capital letter.", "Larkwater"),
    "utilise": ("should", "Say it simply.", "use"),
    "gonna": ("tip", "This is casual.", "going to"),
}


def check(text, context):
    return CheckResult([finding(match) for match in re.finditer(rf"\b({'|'.join(WORDS)})\b", text)])


def finding(match):
    severity, message, better = WORDS[match[0]]
    fix = None if better is None else Fix(*match.span(), better)
    return Finding(severity, message, match.span(), suggestion=better or "", fix=fix, source=f"site:{match[0]}")


class Policy:
    """What everybody agrees to first, before they share on Bluesky."""

    def __init__(self):
        self.agreed = set()

    def gate(self, user, item, network):
        if network != "bluesky" or user.pk in self.agreed:
            return None
        return Gate(
            "The policy has changed since you agreed.",
            "/",
            label="I have read it",
            value="2",
            settle=lambda value: self.agreed.add(user.pk),
        )
