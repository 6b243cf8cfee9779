from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from .listings import fetch_states
from .models import ShareableItem
from .policies import OF_OWNERS, SEEING, item_policy, seen_by


def choosable_by(user: Any) -> QuerySet[ShareableItem]:
    """Return the items that ``user`` may put on a page: those they see, or what every colleague sees anyway."""
    if item_policy.user_has_any_permission(user, SEEING | OF_OWNERS):
        return seen_by(user)
    return ShareableItem.objects.filter(live=True, withdrawn_at=None, groups=None, teams=None)


class ChoosableItemsMixin:
    """For everybody who edits pages: a block for an item is of no use to who cannot choose one."""

    def get_object_list(self) -> QuerySet:
        return choosable_by(self.request.user)

    def get_object(self, pk: str) -> Any:
        return self.get_objects([pk]).get()

    def get_objects(self, pks: list[str]) -> QuerySet:
        return choosable_by(self.request.user).filter(pk__in=[pk for pk in pks if pk.isdecimal() and len(pk) < 19])


class StatesMixin(ChoosableItemsMixin):
    """Fetches the states of the shown items in a fixed number of queries."""

    def get_results_page(self, *args: Any, **kwargs: Any) -> Any:
        page = super().get_results_page(*args, **kwargs)
        page.object_list = list(page.object_list)
        fetch_states(page.object_list)
        return page


class ChooseItemView(StatesMixin, ChooseView):
    pass


class ChooseItemResultsView(StatesMixin, ChooseResultsView):
    pass


class ChosenItemView(ChoosableItemsMixin, SnippetChosenView):
    pass


class ChosenItemsView(ChoosableItemsMixin, SnippetChosenMultipleView):
    pass


class CreateItemView(SnippetCreateView):
    """An item is made in its own editor, where its programme and its maker are known; never in a chooser."""

    def can_create(self) -> bool:
        return False


class ItemChooserViewSet(SnippetChooserViewSet):
    icon = "resubmit"
    choose_one_text = _("Choose a shareable item")
    choose_another_text = _("Choose another shareable item")
    choose_view_class = ChooseItemView
    choose_results_view_class = ChooseItemResultsView
    chosen_view_class = ChosenItemView
    chosen_multiple_view_class = ChosenItemsView
    create_view_class = CreateItemView


class CategoryChooserViewSet(ChooserViewSet):
    model = "wagtail_advocacy_library.ContentCategory"
    icon = "tag"
    choose_one_text = _("Choose a category")
    choose_another_text = _("Choose another category")
    edit_item_text = _("Edit this category")


category_chooser_viewset = CategoryChooserViewSet("advocacy_category_chooser", url_prefix="advocacy/choose-category")
