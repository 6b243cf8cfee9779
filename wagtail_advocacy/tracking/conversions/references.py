"""References: the number of a conversion in the system that reports it, and nobody's name or address."""

from __future__ import annotations

import ipaddress
import re

from django.utils.translation import gettext as _

from ...guidelines.rules.personal_data import is_iban
from .refusals import ConversionRefused

LONGEST = 190

_IMPOSSIBLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_PHONE = re.compile(r"\+[\d ()./-]{7,24}|0\d{2,4}[ /][\d /-]{5,15}", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{11,40}")
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?:[ .,]+[^\W\d_]+(?:['’-][^\W\d_]+)*)+\.?")


def clean_reference(text: str) -> str:
    """Return ``text`` as a reference.

    Raises :class:`ConversionRefused` for what looks like a person: an e-mail address, a phone number, a bank account,
    a network address, or words without any digit. The sentence does not repeat it.
    """
    reference = text.strip()
    if len(reference) > LONGEST:
        sentence = _("A reference has at most %(most)d characters.") % {"most": LONGEST}
        raise ConversionRefused("reference", sentence, "reference")
    if _IMPOSSIBLE.search(reference):
        sentence = _("This reference holds a character that cannot be seen. Take it out.")
        raise ConversionRefused("reference", sentence, "reference")
    if what := _person_in(reference):
        raise ConversionRefused("person", what, "reference")
    return reference


def _person_in(reference: str) -> str:
    if "@" in reference:
        return _("This reference looks like an e-mail address. Send the number of the order or application instead.")
    if _PHONE.fullmatch(reference):
        return _("This reference looks like a phone number. Send the number of the order or application instead.")
    if _IBAN.fullmatch(reference.upper()) and is_iban(reference.upper()):
        return _("This reference looks like a bank account. Send the number of the order or application instead.")
    if _is_network_address(reference):
        return _("This reference looks like a network address. Send the number of the order or application instead.")
    if _NAME.fullmatch(reference):
        return _("This reference looks like a name. Send the number of the order or application instead.")
    return ""


def _is_network_address(reference: str) -> bool:
    try:
        return bool(ipaddress.ip_address(reference))
    except ValueError:
        return False
