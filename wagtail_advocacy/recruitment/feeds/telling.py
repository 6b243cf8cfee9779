"""Letters to the recruiter of a feed that is in trouble: one when it begins, none as long as it lasts.

A trouble is an outcome and what the run says. One that comes and goes is told once in a day.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from ..models import FeedRun

logger = logging.getLogger(__name__)


QUIET = timedelta(days=1)
"""timedelta, in which the same trouble of a feed is told once, also where others or complete fetches came between."""


def tell_recruiter(run: FeedRun, trouble: str) -> bool:
    """Write to the recruiter that ``run``, stored, changed nothing, unless they know; return whether.

    They know if the run before, or any since :data:`QUIET`, had the same outcome and began its message with
    ``trouble``: what follows may be a moment that is another each time.
    """
    if run.outcome == FeedRun.Outcome.DONE or _is_known(run, trouble):
        return False
    recruiter = run.feed.recruiter
    if recruiter is None or not recruiter.is_active:
        return False
    User = get_user_model()
    address = getattr(recruiter, User.get_email_field_name() if hasattr(User, "get_email_field_name") else "email", "")
    if not address:
        return False
    language = UserProfile.objects.filter(user=recruiter).values_list("preferred_language", flat=True).first()
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        context = {"feed": run.feed, "run": run, "url": _address(run)}
        subject = " ".join(render_to_string("wagtail_advocacy/recruitment/feed_trouble_subject.txt", context).split())
        body = render_to_string("wagtail_advocacy/recruitment/feed_trouble.txt", context)
    # So that nobody's absence note answers it (RFC 3834).
    message = EmailMessage(subject, body, to=[address], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except Exception as error:  # Whatever a mail backend raises; the page of the feed says the same.
        logger.warning("advocacy: a letter about a feed was not sent: %s", type(error).__name__)
        return False
    return True


def _is_known(run: FeedRun, trouble: str) -> bool:
    earlier = FeedRun.objects.filter(feed=run.feed_id).exclude(pk=run.pk)
    last = earlier.values_list("pk", flat=True).first()
    same = earlier.filter(outcome=run.outcome, message__startswith=trouble)
    return same.filter(Q(pk=last) | Q(began_at__gt=run.began_at - QUIET)).exists()


def _address(run: FeedRun) -> str:
    try:
        path = reverse("advocacy_feeds:runs", args=[run.feed_id])
    except NoReverseMatch:
        return ""
    return f"{(getattr(settings, 'WAGTAILADMIN_BASE_URL', None) or run.feed.site.root_url).rstrip('/')}{path}"
