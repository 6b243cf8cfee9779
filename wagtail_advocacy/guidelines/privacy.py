"""What guidelines keep of people: who agreed to what. Disputes and hits know nobody."""

from __future__ import annotations

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..library.privacy import cut_out_of_revisions
from ..registries import PersonalData, personal_data
from .access import names_are_seen
from .models import Acknowledgement, Dispute, GuidelineCheckTask, Policy, PolicyVersion, Reminder, RuleTally

_CONTENT = "editorial content"


def _unlock(user: Any) -> None:
    Policy.objects.filter(locked_by=user).update(locked=False, locked_at=None, locked_by=None)
    cut_out_of_revisions(Policy, user)


def _seen_by() -> str:
    if names_are_seen():
        return gettext("The person, and staff who were given the permission for it.")
    return gettext("The person. Staff see how many of a team agreed, not who.")


personal_data.declare(
    PersonalData(
        model=Acknowledgement,
        person="user",
        fields=["user", "version", "hash", "language", "acknowledged_at", "inactive_since"],
        purpose=_("To know which version of a policy people agreed to, so that they are not asked again."),
        seen_by=lazy(_seen_by, str)(),
        retention=_("While the account is active and 12 months after it, or until the person erases their data."),
    )
)
personal_data.declare(
    PersonalData(
        model=Reminder,
        person="user",
        fields=["user", "version", "times", "last_at"],
        purpose=_("So that nobody is written to more often than announced."),
        seen_by=_("Nobody."),
        retention=_("Until a newer version asks people again, or until the person erases their data."),
        name=_("letters about policies"),
    )
)
personal_data.declare(
    PersonalData(
        model=Policy,
        person="locked_by",
        fields=["locked_by", "locked_at"],
        purpose=_("So that two editors do not overwrite each other."),
        seen_by=_("Editors."),
        retention=_("Until the lock is opened."),
        erase=_unlock,
        name=_("locks on policies"),
    )
)
personal_data.declare_not_personal(
    Policy,
    {
        **dict.fromkeys(["title", "kind", "body", "what_changed", "asks_again"], _CONTENT),
        **dict.fromkeys(["networks", "languages", "categories", "campaigns"], "where a policy holds"),
    },
)
personal_data.declare_not_personal(
    PolicyVersion,
    {
        **dict.fromkeys(["title", "language", "what_changed", "content", "html"], "a published text"),
        "hash": "a digest of a published text",
    },
)
personal_data.declare_not_personal(
    Dispute,
    {
        "rule": "a rule's key",
        "sentence": "a rule's sentence",
        **dict.fromkeys(["words", "because"], "what somebody wrote about a rule; who it was is stored nowhere"),
        **dict.fromkeys(["network", "language", "state"], "about the finding"),
    },
)
personal_data.declare_not_personal(RuleTally, {"rule": "a rule's key"})
personal_data.declare_not_personal(GuidelineCheckTask, {"stops_at": "setting of a workflow"})
