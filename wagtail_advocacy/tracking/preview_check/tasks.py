from django_tasks import task

from . import due


@task()
def look_at_preview(item_id: int) -> None:
    """Look at where an item leads that went live; safe to run twice."""
    due.look_once(item_id)
