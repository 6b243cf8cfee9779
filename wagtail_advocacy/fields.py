from typing import Any

from django.db import models


class WebAddressField(models.URLField):
    """A ``URLField`` that completes a bare host with https on every supported Django."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
