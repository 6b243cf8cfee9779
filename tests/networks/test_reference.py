"""The table of networks in the docs says what the networks do; `ADVOCACY_WRITE_DOCS=1` writes it."""

import os
import re
from pathlib import Path

from tests.test_docs import DOCS, column
from wagtail_advocacy.networks.base import Network
from wagtail_advocacy.networks.counting import RULES
from wagtail_advocacy.networks.registry import get_networks

PAGE = DOCS / "reference" / "networks.md"
HEAD = "| network | key | | hands over | limit | counting | source |\n|---|---|---|---|---|---|---|\n"


def hands_over(network: Network) -> str:
    if network.shows_qr:
        return "nothing; shows the link"
    if not network.opens:
        return "nothing; words and link are copied"
    if network.wants_picture:
        return "nothing; words are copied, the picture is downloaded"
    return "words and link" if network.prefills_text else "the link; words are copied"


def limit(network: Network) -> str:
    if network.limit is None:
        return f"{network.longest_address:,} characters of address" if network.longest_address < 8000 else ""
    more = f" and {network.limit_bytes:,} bytes" if network.limit_bytes else ""
    return f"{network.limit:,}{more}{', with the link' if network.link_in_text else ''}"


def row(network: Network) -> str:
    cells = [
        str(network.label) if not network.option_label else f"{network.label}, composer",
        f"`{network.key}`" if not network.option_label else f"`{network.key}.composer`",
        "usual" if network.by_default and not network.option_label else "",
        hands_over(network),
        limit(network),
        f"`{network.counting}`" if network.limit is not None else "",
        network.source,
    ]
    return "| " + " | ".join(cells) + " |\n"


def table() -> str:
    ways = [way for network in get_networks().values() for way in (network, *network.options.values())]
    return HEAD + "".join(row(way) for way in ways)


def is_written(page: Path, name: str, table: str) -> None:
    """Asserts that `page` has this table between the marks called `name`; or writes it there."""
    start, end = f"<!-- {name}: start -->\n", f"<!-- {name}: end -->\n"
    before, _start, rest = page.read_text(encoding="utf-8").partition(start)
    written, _end, after = rest.partition(end)
    if os.environ.get("ADVOCACY_WRITE_DOCS") == "1":
        written = f"\n{table}\n"
        page.write_text(before + start + written + end + after, encoding="utf-8")
    assert written == f"\n{table}\n", "run this test with ADVOCACY_WRITE_DOCS=1"


def crawlers() -> str:
    rows = "".join(
        f"| {network.label} | `{crawler.token}` | {'obeys' if crawler.obeys_robots else ''} "
        f"| {crawler.keeps_days or ''} | {crawler.refresh_url} |\n"
        for network in get_networks().values()
        if (crawler := network.crawler)
    )
    return f"| network | crawler | robots.txt | days | made anew at |\n|---|---|---|---|---|\n{rows}"


def test_the_table_of_networks():
    is_written(PAGE, "networks", table())


def test_the_table_of_crawlers():
    is_written(PAGE, "crawlers", crawlers())


def test_crawlers_are_told_apart_by_their_names():
    known = {each.crawler.agent: each.crawler.token for each in get_networks().values() if each.crawler}
    assert len(set(known.values())) == len(known)
    assert all(token in agent for agent, token in known.items())


def test_every_network_names_its_source():
    ways = [way for network in get_networks().values() for way in (network, *network.options.values())]
    assert [way.key for way in ways if not way.source] == ["copy_link"]


def test_the_table_of_counting_rules():
    assert set(column("reference/networks.md", "## Counting rules")) == set(RULES)


def test_the_table_of_what_a_network_says():
    attributes = [
        name
        for name in (*Network.__annotations__, *vars(Network))
        if not name.startswith("_") and not callable(getattr(Network, name, None))
    ]
    page = "how-to/add-a-network.md"
    assert set(column(page, "## What a network says about itself")) == set(attributes)
    methods = re.findall(r"^\| `(\w+)\((?:post|text)\)` \|", (DOCS / page).read_text(encoding="utf-8"), re.M)
    assert methods == ["compose_url", "count", "problems"]
