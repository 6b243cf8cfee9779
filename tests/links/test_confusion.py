"""Robots and browsers of other packages are told apart, in the request and afterwards, as the documentation says."""

import re
from pathlib import Path

from tests.links.confusion import ROBOTS, WAYS, agents, false_positives, measure, recall, table

PAGE = Path(__file__).parents[2] / "docs/reference/visitor-classes.md"


# One test, for several processes would each measure anew.
def test_robots_are_told_people_are_not_taken_for_robots_and_the_documentation_says_how_often():
    assert len(agents()[ROBOTS]) > 2000
    for way in WAYS:
        wrong, total = false_positives(way, in_apps=False)
        wrong_in_apps, total_in_apps = false_positives(way, in_apps=True)
        assert recall(way) >= 0.97
        assert wrong / total <= 0.005
        assert wrong_in_apps == 0
        assert min(total, total_in_apps) > 5000
        assert not measure()["our own", way].wrong
    for source in agents():
        assert measure()[source, "reduced"].kinds == measure()[source, "in the request"].kinds
    assert recall("afterwards") > recall("in the request")

    page = PAGE.read_text(encoding="utf-8")
    assert re.search("<!-- confusion: start -->\n(.*)<!-- confusion: end -->", page, re.DOTALL)[1].strip() == table()
