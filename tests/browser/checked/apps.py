from django.apps import AppConfig


class CheckedConfig(AppConfig):
    name = "tests.browser.checked"
    label = "checked"

    def ready(self):
        from wagtail_advocacy import registries

        from .policy import Policy, check

        registries.caption_checks[:] = [check]
        registries.share_gates[:] = [Policy().gate]
        registries.disputes[:] = [lambda user, disputed: True]
