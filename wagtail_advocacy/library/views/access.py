"""Every view of an item asks about this item, and about the programme it is going to be part of."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Site

from ..keys import key_of
from ..models import ShareableItem
from ..policies import SEEING, OnItem, item_policy, sites_for


class PermittedItemMixin:
    """Refuses whoever may not have the item that the address names; the item viewset puts it around all its views.

    Wagtail asks most permissions of a snippet model-wide; the views ask a policy that answers for the item instead.
    A view that asks nothing is open to who may change the item or has a task with it in a workflow.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        item = _named(kwargs["pk"]) if "pk" in kwargs else None
        if item:
            self.permission_policy = OnItem(item_policy, item)
            asks = getattr(self, "permission_required", None) or getattr(self, "any_permission_required", None)
            if not (self._may(request.user, asks) or _has_task(request.user, item)):
                raise PermissionDenied
        super().setup(request, *args, **kwargs)

    def _may(self, user: Any, asks: Any) -> bool:
        return self.permission_policy.user_has_any_permission(user, SEEING if asks else {"change"})


def _named(pk: Any) -> ShareableItem:
    # Another spelling of a key would reach its item past the question whether this person may have it.
    item = ShareableItem.objects.filter(pk=key_of(pk)).first()
    if item is None:
        raise Http404
    return item


def _has_task(user: Any, item: ShareableItem) -> bool:
    task = item.current_workflow_task
    return bool(task and task.user_can_access_editor(item, user))


class ItemFormMixin:
    """For the views that save an item: into programmes, and out to people, only where this person may."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)
        if site := form.fields.get("site"):
            site.queryset = Site.objects.filter(
                Q(pk__in=sites_for(self.request.user).values("pk")) | Q(pk=self._present_site())
            )
            site.error_messages["invalid_choice"] = _(
                "You may not put items into this programme. Choose one of those in the list."
            )
        return form

    @cached_property
    def is_out_of_date(self) -> bool:
        # An autosave that comes after its own publish would write half a sentence over what is live.
        overwritten = self.request.POST.get("overwrite_revision_id")
        is_live = bool(overwritten and self.object and overwritten == str(self.object.live_revision_id))
        return is_live or super().is_out_of_date

    def is_valid(self, form: Any) -> bool:
        return super().is_valid(form) and self._may_go_out(form)

    def _may_go_out(self, form: Any) -> bool:
        site = form.instance.site
        if self.action != "publish" or self._may_publish_in(site):
            return True
        sentence = _("You may not publish in the programme “%(site)s”. Save a draft, or submit it for moderation.")
        form.add_error("site" if "site" in form.fields else None, sentence % {"site": site.site_name or site.hostname})
        self.produced_error_message = self.get_error_message()
        return False

    def _present_site(self) -> int | None:
        return _named(self.kwargs["pk"]).site_id if self.view_name != "create" else None

    def _may_publish_in(self, site: Site) -> bool:
        # Where the item is already, the policy of the view was asked, and with it the functions of the hook.
        return site.pk == self._present_site() or item_policy.user_has_permission_for_instance(
            self.request.user, "publish", site
        )
