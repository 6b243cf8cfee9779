"""What a guide is made of: a body, and everything of the programme that fits on a page."""

from example_site.blocks import BodyBlock
from wagtail_advocacy.library.blocks import (
    CampaignTeaserBlock,
    CategoryTeaserBlock,
    PictureToShareBlock,
    QuoteToShareBlock,
    ShareableItemBlock,
    ShareableItemsBlock,
    SharePageBlock,
)


class GuideBlock(BodyBlock):
    item = ShareableItemBlock()
    items = ShareableItemsBlock()
    share = SharePageBlock()
    saying = QuoteToShareBlock()
    picture = PictureToShareBlock()
    campaign = CampaignTeaserBlock()
    category = CategoryTeaserBlock()
