"""What is wrong with the looks of a screen: axe, and whatever is cut off at the side."""

from __future__ import annotations

import os
from typing import Any

from tests.browser.demo import DESK, PHONE

WAGTAILS = [
    # Its header: two landmarks of one name once there are errors.
    ".w-slim-header",
    # Its button to collapse all panels.
    ".w-minimap__collapse-all",
]
"""Parts of Wagtail inside of what we judge."""

CUT_OFF = """ours => {
    const width = document.documentElement.clientWidth;
    const chrome = ".form-side, .w-slim-header, .w-minimap, .messages, .w-panel__anchor, svg.w-absolute";
    const unseen = ".w-sr-only, .wa-hidden";
    const scrolls = each => {
        for (let above = each; above && above !== document.documentElement; above = above.parentElement) {
            const {overflowX, position} = getComputedStyle(above);
            if (position === "fixed") return true;
            if (/auto|scroll/.test(overflowX) && above.getBoundingClientRect().right <= width + 1) return true;
        }
        return false;
    };
    return [...document.querySelectorAll(ours)].flatMap(root => [...root.querySelectorAll("*")]).filter(each => {
        const box = each.getBoundingClientRect();
        const shown = box.width > 1 && box.height > 1 && each.checkVisibility({visibilityProperty: true});
        const isOut = box.right > width + 1 || box.left < -1;
        return shown && isOut && !each.closest(`${chrome}, ${unseen}`) && !scrolls(each);
    }).map(each => each.outerHTML.slice(0, 120));
}"""


def violations(axe: Any, page: Any, ours: str) -> list[tuple[str, list[str]]]:
    """Return what axe finds in the part of the page that ``ours`` selects: everything but what is minor."""
    context = {"include": [[ours]], "exclude": [[part] for part in WAGTAILS]}
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in axe.run(page, context=context).response["violations"]
        if each["impact"] != "minor"
    ]


def faults(axe: Any, page: Any, ours: str) -> list[Any]:
    """Return what is wrong on a desk in the light and on a phone in the dark.

    ``ADVOCACY_EVERY_LOOK=1`` tries the other two pairs as well, in twice the time.
    """
    found: list[Any] = []
    looks = [(DESK, "light"), (PHONE, "dark")]
    if os.environ.get("ADVOCACY_EVERY_LOOK"):
        looks += [(PHONE, "light"), (DESK, "dark")]
    for viewport, colours in looks:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colours)
        found += [(viewport["width"], colours, each) for each in violations(axe, page, ours)]
        found += [(viewport["width"], "cut off", each) for each in page.evaluate(CUT_OFF, ours)]
    return found
