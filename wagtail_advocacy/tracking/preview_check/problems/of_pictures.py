"""What is wrong with the picture on a card."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..found import Found, is_whole
from ..pictures import BYTES, COMMON, Picture
from .base import HINT, OnPage, OnPicture, Values, has_tags, host_of, when

PART_SHOWN = 0.5
"""0–1, of a picture; below it what it shows may be gone."""


class RelativePicture(OnPage):
    code = "picture-relative"
    sentence = _("The address of the picture is not a whole one (%(address)s), so the card has none.")

    def on_page(self, found: Found) -> Values | None:
        image = found.card.image
        return when(image and not is_whole(image) and not found.network.picture.resolves, address=image[:100])


class PictureInside(OnPage):
    code = "picture-inside"
    sentence = _("The picture lies inside a network, or nowhere (%(host)s): nobody outside sees it.")

    def on_page(self, found: Found) -> Values | None:
        picture = found.picture
        lost = picture is not None and picture.reason in {"inside", "unknown"}
        return when(lost, host=host_of(picture.url) if picture else "")


class PictureBroken(OnPage):
    code = "picture-broken"
    sentence = _("The picture that the page names cannot be opened (%(why)s), so the card has none.")
    reasons = {
        "status": _("status %(status)s"),
        "type": _("a file of another kind: %(type)s"),
        "unreadable": _("not a picture that is known"),
        "certificate": _("certificate not valid"),
        "loop": _("redirects without end"),
    }

    def on_page(self, found: Found) -> Values | None:
        picture = found.picture
        if picture is None or picture.reason not in self.reasons:
            return None
        return {"reason": picture.reason, "status": picture.status, "type": picture.detail or "?"}

    def say(self, values: Values) -> str:
        return super().say({"why": str(self.reasons[values["reason"]]) % values})


class NoPicture(OnPage):
    code = "picture-missing"
    severity = HINT
    sentence = _("The page names no picture (og:image), so the card has none, or whichever the network finds.")

    def on_page(self, found: Found) -> Values | None:
        return when(has_tags(found) and not found.card.image)


class PictureSlow(OnPage):
    code = "picture-slow"
    severity = HINT
    sentence = _("The picture did not come in time. Networks wait no longer, and show a card without it.")

    def on_page(self, found: Found) -> Values | None:
        return when(found.picture and found.picture.reason in {"slow", "silent"})


class InsecurePicture(OnPage):
    code = "picture-http"
    severity = HINT
    sentence = _("The address of the picture begins with http://. Some networks load pictures by https:// only.")

    def on_page(self, found: Found) -> Values | None:
        return when(found.card.image.lower().startswith("http://"))


class PictureType(OnPicture):
    code = "picture-type"
    severity = HINT
    sentence = _("The picture is a %(format)s, which is not read here, so the card has none. JPEG and PNG always work.")

    def on_picture(self, found: Found, picture: Picture) -> Values | None:
        reads = picture.format in COMMON and found.network.picture.reads(picture.format)
        return when(not reads, format=picture.format)


class SmallPicture(OnPicture):
    code = "picture-small"
    severity = HINT
    sentence = _(
        "The picture has %(width)s × %(height)s pixels, so it is shown tiny or not at all. It takes at least "
        "%(least_width)s × %(least_height)s here; 1200 × 630 do everywhere."
    )

    def on_picture(self, found: Found, picture: Picture) -> Values | None:
        rules = found.network.picture
        if not picture.width or not rules.is_too_small(picture.width, picture.height):
            return None
        least = {"least_width": rules.min_width, "least_height": rules.min_height}
        return {"width": picture.width, "height": picture.height, **least}


class HeavyPicture(OnPage):
    code = "picture-heavy"
    severity = HINT
    sentence = _("The picture is too heavy (%(size)s kB): at most %(most)s kB are taken here, so the card has none.")

    def on_page(self, found: Found) -> Values | None:
        picture, rules = found.picture, found.network.picture
        if picture is None:
            return None
        size = BYTES + 1 if picture.reason == "large" else picture.bytes
        return when(rules.is_too_heavy(size), size=size // 1000, most=rules.max_bytes // 1000)


class CutPicture(OnPicture):
    code = "picture-shape"
    severity = HINT
    sentence = _(
        "The picture has %(width)s × %(height)s pixels: cut to the shape of the card, less than half of it is left."
    )

    def on_picture(self, found: Found, picture: Picture) -> Values | None:
        size = {"width": picture.width, "height": picture.height}
        return when(all(size.values()) and found.network.picture.part_shown(**size) < PART_SHOWN, **size)


class NoAlt(OnPicture):
    code = "picture-alt"
    severity = HINT
    sentence = _("The picture has no words for people who cannot see it (og:image:alt).")

    def on_picture(self, found: Found, picture: Picture) -> Values | None:
        return when(not found.card.image_alt)
