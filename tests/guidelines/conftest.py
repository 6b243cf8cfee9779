"""Policies as somebody publishes them, block by block."""

import uuid

import pytest
from django.conf import settings

# Only a site with guidelines has them; the engine alone is tested in `full`.
collect_ignore_glob = ["test_*.py"] if settings.ADVOCACY_PROJECT in ("minimal", "link_host") else []


def block(kind: str, **value) -> dict:
    """A block of a body; `id` becomes the key of its rule."""
    return {"type": kind, "value": value, "id": value.pop("id", None) or str(uuid.uuid4())}


def introduction(text: str = "Share what you like.", **value) -> dict:
    return block("introduction", **{"text": f"<p>{text}</p>", **value})


def avoid(*words: str, **value) -> dict:
    """A rule that minds these words, the first of which stands in its bad example."""
    words = words or ("guaranteed",)
    said = {
        "sentence": f"Leave out “{words[0]}”.",
        "severity": "should",
        "words": "\n".join(words),
        "passes": "We did our best.",
        "fails": f"We did it {words[0]}.",
    }
    return block("avoided_term", **{**said, **value})


def publish(policy, **changes):
    """Publish `policy` as an editor does, with these changes, and return the version that applies then."""
    for name, value in changes.items():
        if name == "body":
            policy.body = policy.body.stream_block.to_python(value)
        else:
            setattr(policy, name, value)
    policy.save_revision(clean=False).publish()
    policy.refresh_from_db()
    return policy.versions.order_by("number").last()


@pytest.fixture
def policy(db):
    """`policy(*blocks, title="…")` makes a policy and publishes it; without blocks it has an introduction and a rule.

    For the version that was made by it: `policy(…).versions.get()`.
    """

    def make(*blocks, **fields):
        from tests.factories import PolicyFactory

        made = PolicyFactory(**fields)
        publish(made, body=blocks or [introduction(), avoid()])
        return made

    return make
