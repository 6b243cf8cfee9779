"""Makes freshly written migrations independent of a site's own page, image and document models."""

import re
from pathlib import Path

REPLACED = {
    "to='wagtailcore.page'": "to=page_model_name()",
    'to="wagtailcore.page"': "to=page_model_name()",
    "to='wagtailimages.image'": "to=get_image_model_string()",
    'to="wagtailimages.image"': "to=get_image_model_string()",
    "to='wagtaildocs.document'": "to=get_document_model_string()",
    'to="wagtaildocs.document"': "to=get_document_model_string()",
}
IMPORTS = {
    "page_model_name()": "from wagtail_advocacy.compat import page_model_name",
    "get_image_model_string()": "from wagtail.images import get_image_model_string",
    "get_document_model_string()": "from wagtail.documents import get_document_model_string",
}
SWAPPABLE = ("get_image_model_string()", "get_document_model_string()")


def portable(source: str, keeps_base: bool) -> str:
    for old, new in REPLACED.items():
        if not (keeps_base and new == "to=page_model_name()"):
            source = source.replace(old, new)
    for call, line in IMPORTS.items():
        if call in source and line not in source:
            source = re.sub(r"\n\nclass Migration", rf"\n{line}\n\n\nclass Migration", source, count=1)
    for call in SWAPPABLE:
        dependency = f"migrations.swappable_dependency({call}),"
        if call in source and dependency not in source:
            added = rf"\n        {dependency}\n    ]\n\n    operations"
            source = re.sub(r"\n    \]\n\n    operations", added, source, count=1)
    return source


for path in Path("wagtail_advocacy").rglob("migrations/0*.py"):
    # A page type's own migration keeps its base: it is only installed where that base is Wagtail's.
    keeps_base = "pages/" in path.as_posix()
    path.write_text(portable(path.read_text(encoding="utf-8"), keeps_base), encoding="utf-8")
