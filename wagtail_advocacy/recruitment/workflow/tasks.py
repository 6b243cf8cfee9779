from __future__ import annotations

from django_tasks import task


@task()
def write_first_letters(state_id: int) -> None:
    """Write to whom a step waits for, if it still waits; safe to run twice."""
    from .letters import send_first_letters

    send_first_letters(state_id)
