"""What networks find where the items of the demo lead. Nobody serves the demo yet, so its website answers in here."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.utils import timezone

from example_site.environment import PORT, WEBSITE_HOST
from wagtail_advocacy.fetch import HTML, AddressNotPublic, Fetched, FetchFailed
from wagtail_advocacy.tracking.models import PreviewCheck
from wagtail_advocacy.tracking.preview_check.checking import check_preview
from wagtail_advocacy.tracking.preview_check.due import due_items
from wagtail_advocacy.tracking.preview_check.looking import RobotsByHost

REDIRECTS = 5


def load_previews() -> None:
    """Look at everything that is due, as maintenance would; it was two hours ago."""
    robots: RobotsByHost = {}
    then = timezone.now() - timedelta(hours=2)
    fetch = fetch_once()
    for item in due_items(timezone.now()):
        check_preview(item, item.target.url, robots=robots, now=then, fetch=fetch)


def fetch_once() -> Callable[..., Fetched]:
    """Return a ``fetch`` that asks once for each address: the website answers every crawler alike."""
    answers = cache(fetch_from_here)

    def fetch(url: str, *, accept: tuple[str, ...] = HTML, **_: Any) -> Fetched:
        return answers(url, accept=accept)

    return fetch


def fetch_from_here(url: str, *, accept: tuple[str, ...]) -> Fetched:
    """Answer as ``wagtail_advocacy.fetch`` would; the demo's own website is all that there is."""
    client, hops = Client(), []
    while len(hops) <= REDIRECTS:
        parts = urlsplit(url)
        if (parts.hostname, parts.port) != (WEBSITE_HOST, PORT):
            raise AddressNotPublic(url)
        response: Any = client.get(
            f"{parts.path}?{parts.query}",
            headers={"host": parts.netloc, "accept": ", ".join(accept)},
        )
        if response.status_code not in (301, 302):
            break
        hops.append(url)
        url = urljoin(url, response["Location"])
    content_type = response.get("Content-Type", "").partition(";")[0]
    if response.status_code != 200 or content_type not in accept:
        failed = FetchFailed(
            url, "status" if response.status_code != 200 else "type", response.status_code, content_type
        )
        failed.hops = (*hops, url)
        raise failed
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Fetched(url, content, content_type, "utf-8", tuple(hops), response.headers)


def move_previews() -> None:
    """Let what was seen hold for the same pages on another port."""
    for check in PreviewCheck.objects.select_related("item__target").defer("picture"):
        PreviewCheck.objects.filter(pk=check.pk).update(url=check.item.target.url)
