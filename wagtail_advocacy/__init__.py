"""Employee advocacy inside the intranet you already have."""

APPS = [
    "wagtail_advocacy",
    "wagtail_advocacy.links",
    "wagtail_advocacy.networks",
    "wagtail_advocacy.library",
    "wagtail_advocacy.guidelines",
    "wagtail_advocacy.guidelines.pages",
    "wagtail_advocacy.sharing",
    "wagtail_advocacy.sharing.pages",
    "wagtail_advocacy.tracking",
    "wagtail_advocacy.recruitment",
    "wagtail_advocacy.recruitment.pages",
    "wagtail.contrib.settings",
]
"""Every app that a site adds to ``INSTALLED_APPS``; a site with its own base page leaves the ``*.pages`` out."""
