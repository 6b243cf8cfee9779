"""System checks of the links: they also run in the link host's own process."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register

from wagtail_advocacy.conf import advocacy_settings

from . import spool
from .sinks import ClickSink, get_sink


@register(Tags.compatibility)
def check_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse unknown keys and impossible values of ``WAGTAIL_ADVOCACY``, with the right spelling."""
    problems: list[CheckMessage] = [
        Error(sentence, id="wagtail_advocacy.E001") for sentence in advocacy_settings.problems()
    ]
    if problems:
        return problems
    sink = advocacy_settings.load("CLICK_SINK")
    if not (isinstance(sink, type) and issubclass(sink, ClickSink)):
        sentence = 'WAGTAIL_ADVOCACY["CLICK_SINK"] must name a subclass of wagtail_advocacy.links.sinks.ClickSink.'
        return [Error(sentence, id="wagtail_advocacy.E002")]
    messages = get_sink().check()
    if not advocacy_settings.LINK_HOST:
        hint = 'Set WAGTAIL_ADVOCACY["LINK_HOST"] to the public address of your links, such as https://go.example.com.'
        messages = [Warning("Tracked links have no public address.", hint=hint, id="wagtail_advocacy.W001"), *messages]
    return messages


@register(Tags.compatibility, deploy=True)
def check_sink(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Let the sink ask the service it writes to, and say where clicks wait while that does not answer."""
    if any(advocacy_settings.problems()):
        return []
    messages = get_sink().check_deployed()
    if not advocacy_settings.CLICK_SPOOL:
        hint = 'Set WAGTAIL_ADVOCACY["CLICK_SPOOL"] to a folder of its own on each machine that answers links.'
        sentence = f"Clicks wait in {spool.folder()} while the database does not answer: a restart may empty it."
        messages = [*messages, Warning(sentence, hint=hint, id="wagtail_advocacy.W006")]
    elif trouble := spool.trouble():
        hint = "Make the folder for the user that answers links, and for nobody else; run this check as that user."
        sentence = f"Clicks cannot wait while the database does not answer: {trouble}"
        messages = [*messages, Warning(sentence, hint=hint, id="wagtail_advocacy.W007")]
    return messages


@register(Tags.security, deploy=True)
def check_link_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn about links without encryption on a public server."""
    if str(advocacy_settings.LINK_HOST or "").lower().startswith("http://"):
        hint = "Strangers follow these links, and LinkedIn and others refuse cards without https."
        return [Warning('WAGTAIL_ADVOCACY["LINK_HOST"] is not https.', hint=hint, id="wagtail_advocacy.W002")]
    return []
