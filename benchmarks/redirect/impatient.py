"""The drainer of production, but one that takes over another's clicks after half a second instead of a minute.

For tests that cannot wait a minute for each kill: ``python -m benchmarks.redirect.impatient``
"""

import django
from django.core.management import call_command

if __name__ == "__main__":
    django.setup()
    from wagtail_advocacy.links.sinks import redis_stream

    redis_stream.IDLE = 500
    call_command("drain_clicks", pause=0.2)
