"""What keeps people or networks from the page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ..found import Found
from .base import HINT, Problem, Values, host_of, when


class NoAnswer(Problem):
    code = "no-answer"
    sentence = _(
        "%(host)s did not answer, twice in a row. If the page opens in your browser, its server may turn away machines."
    )

    def find(self, found: Found) -> Values | None:
        return when(found.answer.is_trouble, host=host_of(found.answer.url))


class Certificate(Problem):
    code = "certificate"
    sentence = _("The certificate of %(host)s is not valid, so browsers warn people and networks turn back.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "certificate", host=host_of(found.answer.url))


class Inside(Problem):
    code = "inside"
    sentence = _("This leads to an address inside a network, which people outside cannot open. Choose a public page.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "inside")


class Missing(Problem):
    code = "missing"
    sentence = _("There is no page at this address any more (%(status)s). Choose another destination.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.status in {404, 410}, status=found.answer.status)


class LoginWall(Problem):
    code = "login-wall"
    sentence = _("People outside arrive at a login (%(host)s), and the card would say so. Choose a public page.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.status in {401, 407} or found.is_login, host=host_of(found.answer.url))


class ConsentWall(Problem):
    code = "consent-wall"
    sentence = _("Whoever comes first is asked for consent at %(host)s, and networks make their card of that question.")

    def find(self, found: Found) -> Values | None:
        return when(found.is_consent, host=host_of(found.answer.url))


class Refused(Problem):
    code = "refused"
    sentence = _(
        "The server refuses visitors (%(status)s): it may want a login, or turn away machines. Open the page in a "
        "private window of your browser to see which."
    )

    def find(self, found: Found) -> Values | None:
        answer = found.answer
        refused = answer.reason == "status" and not answer.is_trouble and found.look.plain.reason
        return when(refused and answer.status not in {401, 404, 407, 410}, status=answer.status)


class CrawlerRefused(Problem):
    code = "crawler-refused"
    severity = HINT
    sentence = _(
        "The server answers others, but refused us when we called ourselves %(crawler)s (%(status)s). It may know the "
        "real one by its address: have the network itself fetch the page."
    )

    def find(self, found: Found) -> Values | None:
        answer, crawler = found.answer, found.network.crawler
        refused = answer.reason == "status" and answer.status not in {401, 404, 407, 410}
        if not refused or found.look.plain.reason or crawler is None:
            return None
        return {"crawler": crawler.token, "status": answer.status}


class Loop(Problem):
    code = "loop"
    sentence = _(
        "The address leads on and on and arrives nowhere. Open it in your browser, and copy the one where you end up."
    )

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "loop")


class OwnHost(Problem):
    code = "own-host"
    severity = HINT
    sentence = _(
        "Your own website %(host)s could not be looked at from this server, which may reach it inside your network "
        "only. Ask whoever looks after it to name it in TRUSTED_HOSTS."
    )

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "own", host=host_of(found.look.url))


class NoPage(Problem):
    code = "no-page"
    severity = HINT
    sentence = _("This is a file (%(type)s), not a page: networks show its address and no card.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "type", type=found.answer.detail or "?")


class TooLarge(Problem):
    code = "too-large"
    severity = HINT
    sentence = _("The page has more than 2 MB. Networks stop reading before its end, and may miss what the card needs.")

    def find(self, found: Found) -> Values | None:
        return when(found.answer.reason == "large")
