"""Taking the shares of some days of a programme along as evidence."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from ...days import site_midnight
from ...exports import without_formula
from ...fingerprints import canonical, fingerprint
from ...links.addresses import link_address
from ...models import AdvocacySettings
from ...registries import BasisText, basis_text
from ..looks import name_of
from ..models import EvidenceExport, Share
from . import AT_ONCE, CSV_NAME, FORMAT, JSON_NAME, README_NAME, seal_of

LOG_ACTION = "wagtail_advocacy.evidence"


@dataclass(frozen=True)
class Scope:
    """Which shares: those of the programme of ``site`` from ``first`` to ``last`` day, both included.

    A day is one of the time zone in the settings file, whatever the reader's own is.
    """

    site: Site
    first: date
    last: date

    def shares(self) -> QuerySet[Share]:
        start, end = self.moments(self.first, self.last)
        return Share.objects.filter(site=self.site, started_at__gte=start, started_at__lt=end)

    @staticmethod
    def moments(first: date, last: date) -> tuple[datetime, datetime]:
        """Return when ``first`` begins and ``last`` is over."""
        return _start_of(first), _start_of(last + timedelta(days=1))


def _start_of(day: date) -> datetime:
    start = site_midnight(day)
    try:
        return start.astimezone(UTC)
    except OverflowError:
        # East of Greenwich the first day of the calendar begins before it does.
        return datetime.min.replace(tzinfo=UTC)


def export_evidence(user: Any, scope: Scope, reason: str) -> tuple[EvidenceExport, IO[bytes]]:
    """Write the evidence of ``scope`` into a temporary ZIP file and note who took it and why; return both.

    Nothing is noted if the file cannot be written. The caller closes it.
    """
    made_at = timezone.now()
    file = TemporaryFile()  # noqa: SIM115 - handed to whoever asked
    try:
        shares, seal = write_evidence(file, scope, made_at)
        with transaction.atomic():
            export = EvidenceExport.objects.create(
                site=scope.site,
                by=user,
                reason=reason,
                first_day=scope.first,
                last_day=scope.last,
                shares=shares,
                seal=seal,
                made_at=made_at,
            )
            days = {"first_day": str(scope.first), "last_day": str(scope.last), "shares": shares}
            log(instance=AdvocacySettings.for_site(scope.site), action=LOG_ACTION, user=user, data=days)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return export, file


def write_evidence(out: IO[bytes], scope: Scope, made_at: datetime) -> tuple[int, str]:
    """Write the ZIP of ``scope`` to ``out``; return how many shares it holds, and its seal.

    One query for ``AT_ONCE`` shares, and what it takes to look up each policy text once.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, TemporaryFile() as lines:
        bases = Bases()
        with archive.open(CSV_NAME, "w") as raw:
            table = Hashed(raw)
            count = _write_shares(scope, bases, lines, table)
        head = {
            "bases": bases.texts,
            "count": count,
            "format": FORMAT,
            "from": str(scope.first),
            "made_at": _moment(made_at),
            "missing_bases": bases.missing,
            "site": {"name": scope.site.site_name or scope.site.hostname, "url": scope.site.root_url},
            "time_zone": timezone.get_default_timezone_name(),
            "to": str(scope.last),
        }
        readme = render_to_string("wagtail_advocacy/sharing/evidence_readme.txt", {**head, "count": count}).encode()
        archive.writestr(README_NAME, readme)
        head["files"] = {CSV_NAME: table.digest, README_NAME: hashlib.sha256(readme).hexdigest()}
        with archive.open(JSON_NAME, "w") as raw:
            seal = _write_json(Hashed(raw), head, lines)
    return count, seal


class Hashed:
    """Hands bytes on and knows the SHA-256 of all of them."""

    def __init__(self, to: IO[bytes]) -> None:
        self._to, self._sum = to, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._sum.update(data)
        self._to.write(data)

    @property
    def digest(self) -> str:
        return self._sum.hexdigest()


class _Row:
    """What ``csv`` writes to: its ``writerow()`` returns the line."""

    def write(self, line: str) -> str:
        return line


def _write_shares(scope: Scope, bases: Bases, lines: IO[bytes], table: Hashed) -> int:
    row, count = csv.writer(_Row()), 0
    table.write(row.writerow(_headings()).encode())
    for share in _each(scope.shares()):
        entry = entry_of(share)
        bases.add(entry["basis"])
        lines.write((b",\n" if count else b"\n") + canonical(entry))
        cells = [without_formula(cell) for cell in _cells(entry, bases)]
        table.write(row.writerow(cells).encode("utf-8", "surrogatepass"))
        count += 1
    return count


def _write_json(out: Hashed, head: dict[str, Any], lines: IO[bytes]) -> str:
    out.write(canonical(head)[:-1] + b',"shares":[')
    lines.seek(0)
    while block := lines.read(1 << 16):
        out.write(block)
    out.write(b"\n],\n")
    seal = seal_of(out.digest)
    out.write(b'"seal":"%s"}\n' % seal.encode())
    return seal


def _each(shares: QuerySet[Share]) -> Iterator[Share]:
    # By key, not by iterator(): MySQL's client would take all rows at once.
    ordered, last = shares.select_related("link", "advocate__user").order_by("pk"), 0
    while chunk := list(ordered.filter(pk__gt=last)[:AT_ONCE]):
        yield from chunk
        last = chunk[-1].pk


def entry_of(share: Share) -> dict[str, Any]:
    """Return what evidence says of one share.

    Without a person, because they were cut out or were never told that evidence is kept, it has no words of theirs.
    """
    person = share.advocate.user if share.advocate and share.evidence_told else None
    return {
        "code": share.link.code,
        "link": link_address(share.link.code),
        "network": share.network,
        "language": share.language,
        "headline": share.headline,
        "told": share.evidence_told,
        "who": {"name": name_of(person), "username": person.get_username()} if person else None,
        "started_at": _moment(share.started_at),
        "confirmed_at": _moment(share.confirmed_at) if share.confirmed_at else None,
        "posted_url": share.posted_url if person else None,
        "approved_words": share.suggestion,
        "offered_words": share.words if person else None,
        "basis": [{name: each.get(name) for name in ("policy", "version", "hash")} for each in share.basis],
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


@dataclass
class Bases:
    """The policy texts that shares stand on, each once, by hash; and what nobody can tell any more."""

    texts: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[dict[str, Any]] = field(default_factory=list)
    _seen: set[bytes] = field(default_factory=set)

    def add(self, entries: list[dict[str, Any]]) -> None:
        for entry in entries:
            mark = canonical(entry)
            if mark in self._seen:
                continue
            self._seen.add(mark)
            text = basis_text(entry)
            if text is None or text.hash != entry["hash"] or fingerprint(text.content) != text.hash:
                self.missing.append(entry)
            else:
                self.texts.setdefault(text.hash, _text(text))

    def name_of(self, entry: dict[str, Any]) -> str:
        """Return what people call an entry of a basis, with its hash."""
        text = self.texts.get(entry["hash"])
        title, version = (text["title"], text["version"]) if text else (entry["policy"], entry["version"])
        return f"{title} {version} ({entry['hash']})"


def _text(text: BasisText) -> dict[str, Any]:
    return {
        "title": text.title,
        "version": text.version,
        "published_at": _moment(text.published_at),
        "content": text.content,
        "hash": text.hash,
    }


def _headings() -> list[str]:
    return [
        _("Link"),
        _("Network"),
        _("Language"),
        _("Item"),
        _("Name"),
        _("Username"),
        _("Started"),
        _("Confirmed"),
        _("Address of the post"),
        _("Approved words"),
        _("Offered words"),
        _("Checked against"),
    ]


def _cells(entry: dict[str, Any], bases: Bases) -> list[str]:
    who = entry["who"] or {"name": "", "username": ""}
    return [
        entry["link"],
        entry["network"],
        entry["language"],
        entry["headline"],
        who["name"],
        who["username"],
        entry["started_at"],
        entry["confirmed_at"] or "",
        entry["posted_url"] or "",
        entry["approved_words"],
        entry["offered_words"] or "",
        "; ".join(bases.name_of(each) for each in entry["basis"]),
    ]
