"""Blocks for the StreamFields of any page. Their paths stand in sites' migrations: they never move."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from . import examples, quotes
from .presentation import (
    ANY,
    MOST_ITEMS,
    assets_context,
    attachment_of,
    campaign_for,
    item_for,
    item_for_page,
    items_for,
    quote_context,
    share_context,
)
from .progress import campaign_progress

__all__ = [
    "CampaignTeaserBlock",
    "CategoryChooserBlock",
    "CategoryTeaserBlock",
    "PictureToShareBlock",
    "QuoteToShareBlock",
    "SharePageBlock",
    "ShareableItemBlock",
    "ShareableItemsBlock",
]

PREVIEW = "wagtail_advocacy/library/block_preview.html"

Context = dict[str, Any]


def _item_chooser(**options: Any) -> SnippetChooserBlock:
    return SnippetChooserBlock("wagtail_advocacy_library.ShareableItem", label=_("Item"), **options)


def _campaign_chooser(**options: Any) -> SnippetChooserBlock:
    return SnippetChooserBlock("wagtail_advocacy_library.Campaign", label=_("Campaign"), **options)


def _limit(default: int) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        default=default, min_value=1, max_value=MOST_ITEMS, label=_("At most"), help_text=_("Cards, the newest first.")
    )


class CategoryChooserBlock(blocks.ChooserBlock):
    """Chooses a category of the library."""

    @cached_property
    def target_model(self) -> Any:
        from .models import ContentCategory

        return ContentCategory

    @cached_property
    def widget(self) -> Any:
        from .choosers import category_chooser_viewset

        return category_chooser_viewset.widget_class()

    class Meta:
        icon = "tag"


class AdvocacyBlock(blocks.StructBlock):
    """What our blocks have in common: a preview that is filled with an example."""

    def get_preview_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_preview_context(value, parent_context=parent_context)
        return {**context, **examples.for_request(context.get("request"))}

    class Meta:
        preview_template = PREVIEW
        preview_value: dict[str, Any] = {}


class ShareableItemBlock(AdvocacyBlock):
    """One item as a card with its share button; empty for readers who may not share it, and once it is over."""

    item = _item_chooser()

    class Meta:
        icon = "resubmit"
        label = _("Item to share")
        description = _("One item as a card. Only people who may share it see it, and only as long as it is offered.")
        template = "wagtail_advocacy/library/item_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        return {**context, **share_context(item_for(request, value.get("item")), request)}


class ItemsValue(blocks.StructValue):
    """What a list was made from; ``gone``: field → primary key of what was chosen and has been deleted since."""

    gone: dict[str, Any] = {}

    def chosen(self, name: str) -> Any:
        """Return the category or campaign; ``None`` if it is gone, ``ANY`` if none was chosen."""
        return self.get(name) or (None if name in self.gone else ANY)


class ShareableItemsBlock(AdvocacyBlock):
    """The newest items of a category, a campaign, a tag, or of all; empty if the reader may share none of them.

    Empty too once its category or campaign was deleted: under its title would stand what it was not meant for.
    """

    title = blocks.CharBlock(required=False, label=_("Title"))
    category = CategoryChooserBlock(required=False, label=_("Category"))
    campaign = _campaign_chooser(required=False)
    tag = blocks.CharBlock(required=False, label=_("Tag"))
    limit = _limit(6)

    class Meta:
        icon = "list-ul"
        label = _("Items to share")
        description = _("The newest items of a category, a campaign or a tag. Each reader sees what they may share.")
        template = "wagtail_advocacy/library/items_block.html"
        value_class = ItemsValue

    def to_python(self, value: Any) -> Any:
        return self._with_gone(super().to_python(value), value)

    def bulk_to_python(self, values: Any) -> list[Any]:
        return [self._with_gone(*each) for each in zip(super().bulk_to_python(values), values, strict=True)]

    def get_prep_value(self, value: Any) -> dict[str, Any]:
        # A page that is saved or published again goes on knowing that something was chosen.
        stored = super().get_prep_value(value)
        gone = getattr(value, "gone", {})
        return {**stored, **{name: pk for name, pk in gone.items() if stored.get(name) is None}}

    def _with_gone(self, value: Any, stored: dict[str, Any]) -> Any:
        # Wagtail reads a choice that does not exist any more as none at all.
        names = ("category", "campaign")
        value.gone = {name: stored[name] for name in names if stored.get(name) and value.get(name) is None}
        return value

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        items = items_for(
            request, value.chosen("category"), value.chosen("campaign"), value.get("tag") or "", value.get("limit") or 6
        )
        return {**context, **assets_context(request, bool(items)), "items": items, "title": value.get("title")}


class SharePageBlock(AdvocacyBlock):
    """A button that shares the page it stands on; empty where the page has nothing to share."""

    text = blocks.CharBlock(required=False, label=_("Text"), help_text=_("Empty: “Share”."))

    class Meta:
        icon = "resubmit"
        label = _("Share this page")
        description = _("A button that shares this page, once somebody has offered it for sharing.")
        template = "wagtail_advocacy/library/share_page_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        request, page = context.get("request"), context.get("page")
        item = item_for_page(request, page) if request and getattr(page, "pk", None) else None
        return {**context, **share_context(item, request), "text": value.get("text")}


class QuoteToShareBlock(AdvocacyBlock):
    """Somebody's words with a button: the dialog opens with them. Empty for readers who may not share the item."""

    text = blocks.TextBlock(label=_("Words"), validators=[MaxLengthValidator(quotes.LONGEST - 200)])
    person = blocks.CharBlock(required=False, max_length=120, label=_("Said by"))
    item = _item_chooser(help_text=_("What the link leads to."))

    class Meta:
        icon = "openquote"
        label = _("Quote to share")
        description = _("What somebody said, with a button. Whoever shares it starts with these words.")
        template = "wagtail_advocacy/library/quote_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        texts = (value.get("text") or "", value.get("person") or "")
        return {**context, **quote_context(context.get("request"), value.get("item"), *texts)}


class PictureToShareBlock(AdvocacyBlock):
    """The picture or file of an item, to download and to share; empty for readers who may not share the item."""

    item = _item_chooser(help_text=_("Its picture is shown; its video or document is offered as a download."))

    class Meta:
        icon = "image"
        label = _("Picture to share")
        description = _("A picture or file that people download and post themselves, with its share button.")
        template = "wagtail_advocacy/library/picture_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        request = context.get("request")
        item = item_for(request, value.get("item"))
        return {**context, **share_context(item, request), "attachment": attachment_of(item) if item else None}


class CampaignTeaserBlock(AdvocacyBlock):
    """A campaign with its goal, how far it has come, and its newest items; empty for strangers, and once it is over."""

    campaign = _campaign_chooser()
    limit = blocks.IntegerBlock(
        default=3, min_value=0, max_value=MOST_ITEMS, label=_("Items"), help_text=_("0: only the campaign.")
    )

    class Meta:
        icon = "date"
        label = _("Campaign")
        description = _("What a campaign wants, how far it has come, whom to ask, and what to share for it.")
        template = "wagtail_advocacy/library/campaign_teaser_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        return {**context, **campaign_context(context.get("request"), value.get("campaign"), value.get("limit"))}


class CategoryTeaserBlock(AdvocacyBlock):
    """A category in a sentence, with its newest items; empty if the reader may share none of them."""

    category = CategoryChooserBlock(label=_("Category"))
    text = blocks.TextBlock(required=False, rows=2, label=_("Text"))
    limit = _limit(3)

    class Meta:
        icon = "tag"
        label = _("Category")
        description = _("A category with a sentence of yours and its newest items.")
        template = "wagtail_advocacy/library/category_teaser_block.html"

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        category, request = value.get("category"), context.get("request")
        items = items_for(request, category=category, limit=value.get("limit") or 3) if category else []
        shown = {"category": category, "text": value.get("text"), "items": items}
        return {**context, **assets_context(request, bool(items)), **shown}


def campaign_context(request: Any, campaign: Any, limit: int | None) -> Context:
    """Return the context of a campaign's teaser; nothing for strangers and outside its days."""
    found = campaign_for(request, campaign)
    return {
        **assets_context(request, found is not None),
        "campaign": found,
        "progress": campaign_progress(found) if found else None,
        "items": items_for(request, campaign=found, limit=limit) if found and limit else [],
    }
