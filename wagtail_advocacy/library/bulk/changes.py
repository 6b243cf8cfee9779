"""Changes to many items at once, from the list. What one change means is said in ``changes``."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from ..changes import NotRenewable, change_everywhere, renew, why_untouchable
from ..destinations import LinkNotPublic
from ..keys import key_of
from ..listings import fetch_states
from ..models import ShareableItem
from .forms import AudienceForm, CampaignForm, CategoryForm, ExpiryForm, RenewForm
from .listed import ListedMixin

__all__ = ["BULK_CHANGES", "ChangeAction"]


class ChangeAction(ListedMixin, SnippetBulkAction):
    """One change to many items; ``form_class`` says what, its ``change(item)`` does it.

    Every item is changed as a whole or not at all, with one entry in its history. Items that this person may not touch
    are left as they are, and the page says why before anything happens.
    """

    template_name = "wagtail_advocacy/library/bulk_change.html"
    template_heading: Any = ""
    button: Any = gettext_lazy("Change")

    models = [ShareableItem]

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        wanted = [pk for pk in object_ids if key_of(pk) is not None]
        items = model.objects.filter(pk__in=wanted).select_related(
            "latest_revision", "locale", "site", "campaign", "source_type"
        )
        items = list(items)
        fetch_states(items)
        return items

    def why_not(self, item: ShareableItem) -> str:
        """Return in words why ``item`` is left as it is; empty if it is not."""
        return why_untouchable(item, self.request.user)

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        if not hasattr(self, "_sorted"):
            wanted: Any = self.request.GET.getlist("id")
            if "all" in wanted:
                wanted = self.get_all_objects_in_listing_query(None)
            items = self.get_queryset(self.model, wanted)
            reasons = [(item, self.why_not(item)) for item in items if self.may_see(item)]
            self._sorted = (
                [item for item, reason in reasons if not reason],
                {"items_with_no_access": [{"item": item, "reason": reason} for item, reason in reasons if reason]},
            )
        return self._sorted

    def may_see(self, item: ShareableItem) -> bool:
        policy = ShareableItem.snippet_viewset.permission_policy
        return policy.user_has_any_permission_for_instance(
            self.request.user, ["add", "change", "delete", "publish", "view"], item
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(heading=self.template_heading, button=self.button, **kwargs)

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user, "form": self.cleaned_form}

    def apply(self, item: ShareableItem) -> None:
        """Change one item; raises ``ValidationError`` or an error of ``renew`` with a sentence."""
        form: Any = self.cleaned_form
        change_everywhere(item, form.change, self.request.user, data={"changed": form.told()})

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        self, done = kwargs["self"], 0
        self.refused = []
        for item in objects:
            try:
                self.apply(item)
            except ValidationError as error:
                self.refused.append((item, " ".join(error.messages)))
            except (LinkNotPublic, NotRenewable) as error:
                self.refused.append((item, str(error)))
            else:
                done += 1
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if self.refused:
            points = format_html_join("", "<li>{}</li>", [(_refusal(*each),) for each in self.refused])
            messages.warning(self.request, format_html("{}<ul>{}</ul>", _("Left as they were:"), points))
        if not num_parent_objects:
            return None
        return self.done_message(num_parent_objects)

    def done_message(self, number: int) -> str:
        return ngettext("%(count)s item was changed.", "%(count)s items were changed.", number) % {
            "count": number_format(number)
        }


def _refusal(item: ShareableItem, reason: str) -> str:
    return _("“%(item)s”: %(reason)s") % {"item": item, "reason": reason}


class ExpiryAction(ChangeAction):
    action_type = "advocacy_expiry"
    display_name = gettext_lazy("Change expiry")
    template_heading = gettext_lazy("Change expiry")
    aria_label = gettext_lazy("Change when the selected items expire")
    action_priority = 41
    form_class = ExpiryForm


class CategoryAction(ChangeAction):
    action_type = "advocacy_category"
    display_name = gettext_lazy("Change category")
    template_heading = gettext_lazy("Change category")
    aria_label = gettext_lazy("Change the category of the selected items")
    action_priority = 42
    form_class = CategoryForm


class CampaignAction(ChangeAction):
    action_type = "advocacy_campaign"
    display_name = gettext_lazy("Change campaign")
    template_heading = gettext_lazy("Change campaign")
    aria_label = gettext_lazy("Change the campaign of the selected items")
    action_priority = 43
    form_class = CampaignForm


class AudienceAction(ChangeAction):
    action_type = "advocacy_audience"
    display_name = gettext_lazy("Change audience")
    template_heading = gettext_lazy("Change audience")
    aria_label = gettext_lazy("Change who may share the selected items")
    action_priority = 44
    form_class = AudienceForm


class RenewAction(ChangeAction):
    action_type = "advocacy_renew"
    display_name = gettext_lazy("Renew")
    template_heading = gettext_lazy("Renew")
    aria_label = gettext_lazy("Offer the selected items again")
    action_priority = 45
    form_class = RenewForm
    button = gettext_lazy("Renew")

    def why_not(self, item: ShareableItem) -> str:
        return why_not_renewable(item, self.request.user)

    def apply(self, item: ShareableItem) -> None:
        form: Any = self.cleaned_form
        renew(item, form.until(), self.request.user)

    def done_message(self, number: int) -> str:
        return ngettext("%(count)s item is offered again.", "%(count)s items are offered again.", number) % {
            "count": number_format(number)
        }


def why_not_renewable(item: ShareableItem, user: Any) -> str:
    """Return in words why ``user`` may not renew ``item``; empty if they may try."""
    if item.is_from_source:
        return ""
    policy = ShareableItem.snippet_viewset.permission_policy
    if reason := why_untouchable(item, user):
        return reason
    if not policy.user_has_permission_for_instance(user, "publish", item):
        return _("You may not publish it.")
    return ""


BULK_CHANGES = (ExpiryAction, CategoryAction, CampaignAction, AudienceAction, RenewAction)
