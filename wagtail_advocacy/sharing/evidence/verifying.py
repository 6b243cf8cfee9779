"""Checking evidence: the seal, the hashes of policy texts, and what the database says today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from django.utils.crypto import constant_time_compare
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...fingerprints import fingerprint
from ...links.codes import clean_code
from ...registries import basis_text
from ..looks import name_of
from ..models import EvidenceExport, Share
from . import AT_ONCE, seals_of
from .exporting import entry_of
from .reading import Evidence, opened

MOST_NAMED = 20
"""Faults that are told one by one."""

LONGEST_TITLE = 200

NEVER_CHANGES = ("network", "language", "headline", "told", "started_at", "approved_words", "basis")


@dataclass
class Verdict:
    """What was checked, what does not fit (``faults``; none: the file is genuine), and what else there is to know."""

    checked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    more: int = 0

    def fault(self, sentence: str) -> None:
        if len(self.faults) < MOST_NAMED:
            self.faults.append(sentence)
        else:
            self.more += 1

    @property
    def all_faults(self) -> list[str]:
        more = ngettext("And %(number)s more.", "And %(number)s more.", self.more) % {
            "number": number_format(self.more)
        }
        return [*self.faults, *([more] if self.more else [])]


@dataclass
class _Counts:
    shares: int = 0
    equal: int = 0
    cut: int = 0
    gone: int = 0


def verify(file: IO[bytes]) -> Verdict:
    """Check a ZIP file of evidence, or the ``evidence.json`` out of one, and say what was found.

    Raises ``EvidenceUnreadable`` for what is none. A query for ``AT_ONCE`` shares and one for each policy text.
    """
    verdict = Verdict()
    with opened(file) as evidence:
        counts = _Counts()
        entries: dict[str, Any] = {}
        _check_bases(evidence.head, verdict)
        shares = evidence.shares()
        while chunk := list(islice(shares, AT_ONCE)):
            _check_shares(chunk, evidence.head, counts, entries, verdict)
        _check_seal(evidence, counts, verdict)
        _compare_bases(evidence.head, entries, verdict)
        _tell(counts, verdict)
    return verdict


def _check_bases(head: dict[str, Any], verdict: Verdict) -> None:
    bases = head.get("bases")
    if not isinstance(bases, dict):
        head["bases"] = bases = {}
        verdict.fault(_("The policy texts are missing."))
    if not isinstance(head.get("missing_bases"), list):
        head["missing_bases"] = []
    for mark, base in bases.items():
        fits = isinstance(base, dict) and base.get("hash") == mark and _hash(base.get("content")) == mark
        if not fits:
            verdict.fault(_("The policy text “%(title)s” does not fit its hash.") % {"title": _title(base, mark)})


def _hash(content: Any) -> str:
    try:
        return fingerprint(content)
    except (ValueError, RecursionError):
        return ""


def _title(base: Any, mark: str) -> str:
    said = f"{base.get('title')} {base.get('version')}" if isinstance(base, dict) else mark
    return said[:LONGEST_TITLE]


def _check_shares(
    chunk: list[Any], head: dict[str, Any], counts: _Counts, entries: dict[str, Any], verdict: Verdict
) -> None:
    stored = _stored([code for share in chunk if (code := _code(share))])
    for share in chunk:
        counts.shares += 1
        code = _code(share)
        if not code or not isinstance(share.get("basis"), list):
            verdict.fault(_("Share number %(number)s cannot be read.") % {"number": number_format(counts.shares)})
            continue
        for entry in share["basis"]:
            _check_entry(entry, code, head, entries, verdict)
        if code in stored:
            _compare(share, stored[code], counts, verdict)
        else:
            counts.gone += 1


def _code(share: Any) -> str:
    code = share.get("code") if isinstance(share, dict) else None
    return code if isinstance(code, str) and clean_code(code) == code else ""


def _stored(codes: list[str]) -> dict[str, Share]:
    shares = Share.objects.filter(link__code__in=codes).select_related("link", "advocate__user")
    return {share.link.code: share for share in shares}


def _check_entry(entry: Any, code: str, head: dict[str, Any], entries: dict[str, Any], verdict: Verdict) -> None:
    mark = entry.get("hash") if isinstance(entry, dict) else None
    if isinstance(mark, str) and mark in head["bases"]:
        entries.setdefault(mark, entry)
    elif entry not in head["missing_bases"]:
        verdict.fault(_("Share %(code)s stands on a policy text that the file does not hold.") % {"code": code})


def _compare(share: dict[str, Any], stored: Share, counts: _Counts, verdict: Verdict) -> None:
    today = entry_of(stored)
    others = [name for name in NEVER_CHANGES if share.get(name) != today[name]]
    if today["offered_words"] is None:
        counts.cut += 1
    elif share.get("offered_words") != today["offered_words"]:
        others.append("offered_words")
    if others:
        verdict.fault(
            _("Share %(code)s differs from the database: %(names)s.")
            % {"code": share["code"], "names": ", ".join(others)}
        )
    elif today["offered_words"] is not None:
        counts.equal += 1


def _check_seal(evidence: Evidence, counts: _Counts, verdict: Verdict) -> None:
    files, listed = evidence.files, evidence.head.get("files")
    if files is None:
        verdict.remarks.append(_("Only evidence.json was checked, not the other files of its ZIP."))
    for name, digest in (files or {}).items():
        if not isinstance(listed, dict) or listed.get(name) != digest:
            verdict.fault(_("%(name)s is not the one that was exported.") % {"name": name})
    if evidence.head.get("count") != counts.shares:
        verdict.fault(
            ngettext(
                "The file holds %(number)s share; when it was exported it held more or fewer.",
                "The file holds %(number)s shares; when it was exported it held more or fewer.",
                counts.shares,
            )
            % {"number": number_format(counts.shares)}
        )
    if not any(constant_time_compare(evidence.seal, seal) for seal in seals_of(evidence.digest)):
        verdict.fault(
            _(
                "The seal does not fit: something was changed, added or removed since the export, or the file was made "
                "with another secret key than this intranet has."
            )
        )
        return
    verdict.checked.append(_("The seal fits: not one character was changed since the export."))
    verdict.remarks.append(_who_made(evidence.seal))


def _who_made(seal: str) -> str:
    export = EvidenceExport.objects.filter(seal=seal).select_related("by").first()
    if export is None:
        return _("No export with this seal is noted here any more.")
    if export.by is None:
        return _("It was exported on %(moment)s.") % {"moment": export.made_at.isoformat(timespec="seconds")}
    return _("It was exported on %(moment)s by %(name)s.") % {
        "moment": export.made_at.isoformat(timespec="seconds"),
        "name": name_of(export.by),
    }


def _compare_bases(head: dict[str, Any], entries: dict[str, Any], verdict: Verdict) -> None:
    gone = 0
    for mark, entry in _askable(entries):
        text, title = basis_text(entry), _title(head["bases"][mark], mark)
        if text is None:
            gone += 1
        elif text.hash != mark or _hash(text.content) != mark:
            verdict.fault(_("The policy text “%(title)s” is another one in the database.") % {"title": title})
    fitting = len(head["bases"])
    verdict.checked.append(
        ngettext(
            "%(number)s policy text was compared with its hash.",
            "%(number)s policy texts were compared with their hashes.",
            fitting,
        )
        % {"number": number_format(fitting)}
    )
    if gone:
        verdict.remarks.append(
            ngettext(
                "%(number)s policy text is not in the database any more.",
                "%(number)s policy texts are not in the database any more.",
                gone,
            )
            % {"number": number_format(gone)}
        )


def _askable(entries: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what may be asked of a room: it was written for what a share holds, not for what a stranger made up."""
    for mark, entry in entries.items():
        if all(isinstance(each, str | int) for each in entry.values()):
            yield mark, entry


def _tell(counts: _Counts, verdict: Verdict) -> None:
    verdict.checked.append(
        ngettext(
            "%(equal)s of %(number)s share was found in the database with the same words.",
            "%(equal)s of %(number)s shares were found in the database with the same words.",
            counts.shares,
        )
        % {"equal": number_format(counts.equal), "number": number_format(counts.shares)}
    )
    if counts.cut:
        verdict.remarks.append(
            ngettext(
                "%(number)s share has no words in the database that could be compared: its person was cut off, or was "
                "never told of evidence.",
                "%(number)s shares have no words in the database that could be compared: their people were cut off, or "
                "were never told of evidence.",
                counts.cut,
            )
            % {"number": number_format(counts.cut)}
        )
    if counts.gone:
        verdict.remarks.append(
            ngettext(
                "%(number)s share is not in the database any more; people may take back a share within a day.",
                "%(number)s shares are not in the database any more; people may take back a share within a day.",
                counts.gone,
            )
            % {"number": number_format(counts.gone)}
        )
