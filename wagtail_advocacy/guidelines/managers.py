from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery


class PolicyVersionQuerySet(QuerySet["PolicyVersion"]):  # type: ignore[name-defined]
    def in_force(self) -> PolicyVersionQuerySet:
        """Return the newest version of each live policy; whether a policy has begun or expired the clock tells."""
        newest = self.model.objects.filter(policy=OuterRef("policy")).order_by("-number")
        return self.filter(policy__live=True, number=Subquery(newest.values("number")[:1]))

    def earlier(self, version: PolicyVersion) -> PolicyVersion | None:  # type: ignore[name-defined]  # noqa: F821
        """Return the version of the same policy before ``version``."""
        return self.filter(policy=version.policy_id, number__lt=version.number).order_by("-number").first()
