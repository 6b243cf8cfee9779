"""What may be done with many items at once, each only by who may do it with that item."""

from __future__ import annotations

from typing import Any

from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from ..keys import key_of
from ..models import Campaign, ShareableItem
from ..policies import item_policy, seen_by
from .listed import ListedMixin


class PermittedItemsMixin(ListedMixin):
    """For bulk actions with items: asks the policy once, and does not even name what this person does not see.

    Set ``action``, such as ``"change"``.
    """

    models = [ShareableItem]
    action = "change"

    @classmethod
    def get_queryset(cls, model: Any, object_ids: Any) -> Any:
        return super().get_queryset(model, [pk for pk in object_ids if key_of(pk) is not None])  # type: ignore[misc]

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        self.permitted = set(
            item_policy.instances_user_has_permission_for(self.request.user, self.action)
            .filter(pk__in=self._chosen())
            .values_list("pk", flat=True)
        )
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        seen = set(
            seen_by(self.request.user)
            .filter(pk__in=[item.pk for item in others["items_with_no_access"]])
            .values_list("pk", flat=True)
        )
        return objects, {"items_with_no_access": [item for item in others["items_with_no_access"] if item.pk in seen]}

    def check_perm(self, item: Any) -> bool:
        return item.pk in self.permitted

    def _chosen(self) -> Any:
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            return self.get_all_objects_in_listing_query(None)
        return [key for key in map(key_of, ids) if key is not None]


class DeleteItems(PermittedItemsMixin, DeleteBulkAction):
    models = [ShareableItem]
    action = "delete"

    def check_perm(self, item: Any) -> bool:
        # What another model offers goes when it goes; as in the view for a single item.
        return super().check_perm(item) and not (item.is_from_source and item.source is not None)


class DeleteCampaigns(ListedMixin, DeleteBulkAction):
    models = [Campaign]
