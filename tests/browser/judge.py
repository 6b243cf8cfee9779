"""What is wrong with the looks of a screen: axe, and whatever is cut off at the side."""

from __future__ import annotations

from typing import Any

from tests.browser.demo import DESK, PHONE

WAGTAILS = [
    # Its header: two landmarks of one name once there are errors.
    ".w-slim-header",
    # Its list of panels at the side, and the button that collapses them all.
    ".w-minimap",
    # Its editor of rich text, which has no name of its own.
    ".public-DraftEditor-content",
]
"""Parts of Wagtail inside of what we judge."""

CUT_OFF = """ours => {
    const width = document.documentElement.clientWidth;
    const around = ".form-side, .w-slim-header, .w-minimap, .messages";
    const chrome = `${around}, .w-panel__anchor, svg.w-absolute, .Draftail-BlockToolbar`;
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

AT_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter(each => each.playState === "running" && each.effect.getComputedTiming().endTime < Infinity)
        .map(each => each.finished)
)"""
"""Half faded in, nothing has the contrast that it will have."""


def violations(axe: Any, page: Any, ours: str) -> list[tuple[str, list[str]]]:
    """Return what axe finds in the part of the page that ``ours`` selects: everything but what is minor."""
    context = {"include": [[ours]], "exclude": [[part] for part in WAGTAILS]}
    return [
        (each["id"], [node["html"][:160] for node in each["nodes"]])
        for each in axe.run(page, context=context).response["violations"]
        if each["impact"] != "minor"
    ]


def faults_as_shown(axe: Any, page: Any, ours: str) -> list[Any]:
    """Return what is wrong with the page in the window and in the colours that it has."""
    page.evaluate(AT_REST)
    return [*violations(axe, page, ours), *(("cut off", each) for each in page.evaluate(CUT_OFF, ours))]


def faults(axe: Any, page: Any, ours: str) -> list[Any]:
    """Return what is wrong on a desk and on a phone, in the light and in the dark."""
    found: list[Any] = []
    for viewport, colours in [(DESK, "light"), (PHONE, "dark"), (PHONE, "light"), (DESK, "dark")]:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=colours)
        found += [(viewport["width"], colours, each) for each in faults_as_shown(axe, page, ours)]
    return found
