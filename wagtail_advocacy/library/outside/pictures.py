"""A picture of another website becomes a picture of ours."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import slugify
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log

from ...compat import image_policy
from ...fetch import FetchFailed, fetch
from . import TITLE_LENGTH, one_line

PICTURE_BYTES = 5 * 1024 * 1024
PICTURE_PIXELS = 25_000_000
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp"}
# Some servers name no type at all; what it is shows when it is opened.
TYPES = ("image/jpeg", "image/jpg", "image/png", "image/gif", "image/webp", "application/octet-stream")


SCANS = 100
"""int, of one JPEG: a progressive one has about ten, and each takes a moment to unpack however small it is."""


class PictureRefused(Exception):
    """A picture that cannot be kept; the message says why."""


def keep_picture(url: str, title: str, user: Any) -> Any:
    """Return the picture at ``url`` as an image of the site, in the first collection ``user`` may add images to.

    One that is there already is not stored again. Raises ``AddressNotPublic``, ``FetchFailed`` and ``PictureRefused``.
    """
    collection = image_policy().collections_user_has_permission_for(user, "add").first()
    if collection is None:
        raise PictureRefused(_("You may not add pictures. Choose one that is there."))
    content = fetch(url, accept=TYPES, limit=PICTURE_BYTES).content
    suffix = _suffix_of(content)
    same = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # As Wagtail tells files apart.
    if there := image_policy().instances_user_has_permission_for(user, "choose").filter(file_hash=same).first():
        return there
    name = f"{slugify(title)[:60] or 'picture'}{suffix}"
    form = get_image_form(get_image_model())(
        {"title": one_line(title, TITLE_LENGTH) or name, "collection": collection.pk},
        {"file": SimpleUploadedFile(name, content)},
        instance=get_image_model()(uploaded_by_user=user),
        user=user,
    )
    if not form.is_valid():
        first = next(iter(form.errors.values()))[0]
        raise PictureRefused(_("It does not fit the rules for pictures here (%s).") % first)
    image = form.save()
    log(instance=image, action="wagtail.create", user=user)
    return image


def takes_forever(content: bytes) -> bool:
    """Return whether this is a JPEG that nobody needs and that takes minutes to unpack."""
    return content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > SCANS


def _suffix_of(content: bytes) -> str:
    try:
        with Image.open(BytesIO(content), formats=list(SUFFIXES)) as picture:
            if picture.width * picture.height > PICTURE_PIXELS:
                raise PictureRefused(_("It has more than %(millions)s million pixels.") % {"millions": 25})
            if takes_forever(content):
                raise ValueError
            picture.load()
            return SUFFIXES[str(picture.format)]
    except PictureRefused:
        raise
    except Image.DecompressionBombError:
        raise PictureRefused(_("It has more than %(millions)s million pixels.") % {"millions": 25}) from None
    except Exception:  # Broken files break Pillow in many ways.
        raise FetchFailed(_("It is no picture that can be opened (JPEG, PNG, GIF or WebP).")) from None
