"""Sphinx configuration: Markdown in, HTML out; warnings are errors."""

import sphinx_wagtail_theme

project = "wagtail-advocacy"
author = "wagtail-advocacy contributors"
copyright = "wagtail-advocacy contributors"

extensions = ["myst_parser", "sphinx_wagtail_theme"]
exclude_patterns = ["_build"]
nitpicky = True

# Addresses of sections: [text](page.md#section).
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]

html_theme = "sphinx_wagtail_theme"
html_theme_path = [sphinx_wagtail_theme.get_html_theme_path()]
html_theme_options = {
    "project_name": "wagtail-advocacy",
    "logo": "logo.svg",
    "logo_alt": "",
    "logo_width": 40,
    "logo_height": 40,
    "github_url": "",
    "footer_links": "",
}
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_show_copyright = False
html_show_sphinx = False
