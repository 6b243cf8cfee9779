"""A file of conversions, and the word that it is to be imported."""

from __future__ import annotations

import base64
import binascii
import zlib
from io import BytesIO
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_KILOBYTES = 1024
HOUR = 3600


def most_uploaded() -> int:
    """Return how many bytes a file may have here: it comes back with the page, in a form that Django reads."""
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return min(MOST_KILOBYTES * 1024, limit // 2 if limit else MOST_KILOBYTES * 1024)


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        help_text=gettext_lazy("You see what is in it before anything is stored."),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Any:
        file, most = self.cleaned_data["file"], most_uploaded()
        if file.size > most:
            sentence = _(
                "This file is larger than %(most)d kB. Ask a developer to import it by manage.py import_conversions, "
                "or divide it."
            )
            raise ValidationError(sentence % {"most": most // 1024})
        return file


class ConfirmForm(forms.Form):
    """The file once more, as it was looked at: sealed, in the page itself, so that none is left on the server."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    only_valid = forms.BooleanField(
        label=gettext_lazy("Leave the wrong rows out and import the others"), required=False
    )

    def clean_sealed(self) -> BytesIO:
        try:
            packed = _signer().unsign(self.cleaned_data["sealed"], max_age=HOUR)
            return BytesIO(zlib.decompress(base64.urlsafe_b64decode(packed)))
        except (BadSignature, binascii.Error, zlib.error):
            sentence = _("You looked at this file more than an hour ago. Choose it again.")
            raise ValidationError(sentence) from None


def seal(content: bytes) -> str:
    return _signer().sign(base64.urlsafe_b64encode(zlib.compress(content)).decode())


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="wagtail_advocacy.conversions")
