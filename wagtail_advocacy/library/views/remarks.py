"""Saying on save what is still open."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.views.snippets import WorkflowActionView

from ..models import ShareableItem
from ..remarks import Remark, remarks_at_source, remarks_on


def tell_remarks(request: HttpRequest, item: ShareableItem) -> None:
    """Say in one message what is open about ``item``, if anything, each point with its way on."""
    editor = reverse(ShareableItem.snippet_viewset.get_url_name("edit"), args=[item.pk])
    remarks = [remark.seen_from(editor) for remark in remarks_on(item)]
    if not remarks:
        return
    closed = item.live and any(remark.key == "destination" for remark in remarks)
    intro = (
        _("“%(item)s” is live, but closed: nobody can share it until this is done.")
        if closed
        else _("Still open about “%(item)s”:")
    )
    messages.warning(request, _listed(intro % {"item": item}, remarks))


def tell_at_source(request: HttpRequest, item: ShareableItem, source: str) -> None:
    """Say that ``item`` is edited at the address ``source``, and what checks say about the captions it offers."""
    sentence = _("“%(item)s” is edited where it comes from.") % {"item": item}
    messages.warning(request, _listed(sentence, remarks_at_source(item, source)))


def _listed(intro: str, remarks: list[Remark]) -> str:
    if not remarks:
        return intro
    points = format_html_join(
        "",
        '<li>{} <a class="w-text-current w-underline" href="{}">{}</a></li>',
        ((each.message, each.url, each.label) for each in remarks),
    )
    return format_html("{}<ul>{}</ul>", intro, points)


class RemarksMixin:
    """Says after a save what is open. Autosave, which is answered in JSON, leaves it to the panel."""

    def save_action(self) -> HttpResponseBase:
        response = super().save_action()
        if not self.expects_json_response:
            tell_remarks(self.request, self.object_to_judge())
        return response

    def object_to_judge(self) -> ShareableItem:
        # What was approved is read again: an approval publishes another instance of the same row.
        return ShareableItem.objects.get(pk=self.object.pk).get_latest_revision_as_object()


class ItemWorkflowActionView(WorkflowActionView):
    """Says after an approval what is open about the item: its destination may have lost its public meanwhile."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().post(request, *args, **kwargs)
        item = ShareableItem.objects.get(pk=self.object.pk).get_latest_revision_as_object()
        if not item.workflow_in_progress and item.live:
            tell_remarks(request, item)
        return response
