"""How soon hub and dialog stand on a slow phone: largest paint, shift, bytes; and, beside them, a plain news page.

``python benchmarks/paint.py``; see ``README.md`` beside it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.demo import PERSON, PHONE, Demo, Person, running_demo

SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
"""ms; bytes a second."""

SLOWER_CPU = 4

LARGEST = """() => new Promise(resolve => {
    let paint = 0, shift = 0;
    new PerformanceObserver(list => { for (const each of list.getEntries()) paint = each.startTime; })
        .observe({type: "largest-contentful-paint", buffered: true});
    new PerformanceObserver(list => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) shift += each.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => resolve([paint, shift]), 500);
})"""


def addresses(demo: Demo, person: Person) -> dict[str, str]:
    hub = f"{demo.intranet}/advocacy/"
    page = person.open(hub)
    dialog = page.locator("a[data-wa-share]").first.evaluate("link => link.href")
    page.close()
    return {"news page": demo.news("what-we-changed-after-the-autumn-survey"), "hub": hub, "dialog": dialog}


def look(browser: Any, demo: Demo, cookies: Any, address: str) -> tuple[float, float, float]:
    """Open ``address`` in a browser that has never been there: ms to the largest paint, shift, bytes."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, user_agent=PERSON, locale="en-GB", storage_state=cookies
    )
    page = Person(context, demo).context.new_page()
    network = context.new_cdp_session(page)
    received: list[float] = []
    network.on("Network.loadingFinished", lambda each: received.append(each["encodedDataLength"]))
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    network.send("Network.emulateNetworkConditions", SLOW_4G)
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    page.goto(address, wait_until="networkidle")
    paint, shift = page.evaluate(LARGEST)
    context.close()
    return paint, shift, sum(received)


def main() -> int:
    from playwright.sync_api import sync_playwright

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7, help="how often each page is opened (default: 7)")
    rounds = options.parse_args().rounds
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with tempfile.TemporaryDirectory() as folder, running_demo(Path(folder)) as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        person = Person(browser.new_context(user_agent=PERSON), demo).log_in("employee")
        places, cookies = addresses(demo, person), person.context.storage_state()
        for address in places.values():
            # Pictures are drawn in the sizes that the page asks for when it is opened for the first time.
            look(browser, demo, cookies, address)
        found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in places}
        for _round in range(rounds):
            for name, address in places.items():
                found[name].append(look(browser, demo, cookies, address))
        version = browser.version
        browser.close()
    print(f"Chromium {version}, medians of {rounds}; slow 4G, {SLOWER_CPU} x CPU, cold cache", end="; ")
    print(f"load {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores")
    bare = median(each[0] for each in found["news page"])
    for name, looks in found.items():
        paint, shift, size = (median(values) for values in zip(*looks, strict=True))
        print(f"{name:<10} {paint:7.0f} ms {paint / bare:5.2f} x   shift {shift:.3f} {size / 1000:7.0f} kB")
    return 0 if max(each[1] for name in ("hub", "dialog") for each in found[name]) == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
