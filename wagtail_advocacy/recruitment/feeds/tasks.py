from typing import Any

from django_tasks import task


@task()
def import_now(feed_id: int, accept: bool = False) -> None:
    """Import a feed that still exists; a second one at the same time changes nothing."""
    from ..models import VacancyFeed
    from .importing import FeedBusy, import_feed

    feed: Any = VacancyFeed.objects.filter(pk=feed_id).first()
    if feed is None:
        return
    try:
        import_feed(feed, accept=accept)
    except FeedBusy:
        return
