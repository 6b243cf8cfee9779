from django_tasks import task

from . import cards


@task()
def draw_card(item_id: int) -> None:
    """Draw the card picture of an item that still exists; safe to run twice."""
    from .models import ShareableItem

    if item := ShareableItem.objects.select_related("target", "image").filter(pk=item_id).first():
        cards.draw(item)
