"""The body of a news page or a blog page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
    person = blocks.CharBlock(required=False, label=_("Said by"))

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "example_site/blocks/quote.html"


class FactBlock(blocks.StructBlock):
    figure = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=80)


class FactsBlock(blocks.StructBlock):
    facts = blocks.ListBlock(FactBlock(), min_num=2, max_num=4, label=_("Facts"))

    class Meta:
        icon = "order"
        label = _("Facts in figures")
        template = "example_site/blocks/facts.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(icon="title", label=_("Heading"), template="example_site/blocks/heading.html")
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ol", "ul"], label=_("Text"))
    quote = QuoteBlock()
    facts = FactsBlock()
    image = ImageBlock(label=_("Picture"), template="example_site/blocks/image.html")
