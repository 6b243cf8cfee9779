from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "wagtail_advocacy.networks"
    label = "wagtail_advocacy_networks"
    verbose_name = _("Advocacy networks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ..registries import NetworkChoice, network_choices
        from .registry import get_networks

        network_choices.append(
            lambda: [
                NetworkChoice(
                    key,
                    str(network.label),
                    network.by_default,
                    {name: str(option.option_label) for name, option in network.options.items()},
                )
                for key, network in get_networks().items()
            ]
        )
