"""Form pages of Wagtail that say what came of a share."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from ..layouts import for_this_person
from ..links.addresses import CODE_PARAMETER
from .conversions.from_pages import codes_of, record_from
from .conversions.refusals import ConversionRefused

logger = logging.getLogger("wagtail_advocacy.tracking")

ONCE = "wa_once"


class ConversionFormMixin:
    """For form pages, before Wagtail's class: ``class ApplyPage(ConversionFormMixin, AbstractForm)``.

    Who comes by a tracked link that hands on its code gets a form that carries it in a hidden field, without a cookie.
    Sending the form is one conversion of ``conversion_kind``, also when it is sent again. The code is not kept with
    what somebody wrote, so neither tells of the other.
    """

    conversion_kind = "lead"

    def get_conversion_values(self, form: forms.Form, submission: Any) -> dict[str, Any]:
        """Return more of the conversion: ``value`` and ``currency``, or a ``reference`` that names nobody.

        A reference to the submission lets whoever may read both find out which share somebody came by.
        """
        return {}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._conversion_request = request
        response = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        return for_this_person(response) if codes_of(request) else response

    def get_form(self, *args: Any, **kwargs: Any) -> forms.Form:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        request = getattr(self, "_conversion_request", None)
        if request and (codes := codes_of(request)):
            for name, initial in ((CODE_PARAMETER, ",".join(codes)), (ONCE, secrets.token_urlsafe(16))):
                form.fields[name] = forms.CharField(required=False, initial=initial, widget=forms.HiddenInput)
        return form

    def process_form_submission(self, form: forms.Form) -> Any:
        _codes, once = (form.cleaned_data.pop(name, "") for name in (CODE_PARAMETER, ONCE))
        submission = super().process_form_submission(form)  # type: ignore[misc]
        if once:
            self._record_conversion(form, submission, once)
        return submission

    def _record_conversion(self, form: forms.Form, submission: Any, once: str) -> None:
        try:
            record_from(
                self._conversion_request,
                self.conversion_kind,
                key=f"form {self.pk} {once}",  # type: ignore[attr-defined]
                **self.get_conversion_values(form, submission),
            )
        except ConversionRefused as refused:
            # Whoever sent the form has done all they could.
            logger.warning("A conversion of form page %s is refused: %s", self.pk, refused.code)  # type: ignore[attr-defined]
