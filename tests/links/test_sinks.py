"""Whatever stands behind the redirect, a click is kept once, with all that is known, and the answer is the same."""

import time
from datetime import timedelta
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.links.agents import CHROME, CRAWLERS, LINKEDIN_BOT
from wagtail_advocacy.links.actions import QUEUED, store_waiting_clicks
from wagtail_advocacy.links.addresses import host_path
from wagtail_advocacy.links.models import Click, Receipt, Target
from wagtail_advocacy.links.remembered import remembered
from wagtail_advocacy.links.sinks import get_sink

pytestmark = [
    pytest.mark.projects("link_host"),
    # Outside of transactions, as the link host works: the writer of a group has a connection of its own.
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

SINKS = ["DatabaseSink", "GroupCommitSink", "RedisSink"]


@pytest.fixture(params=SINKS)
def sink(request, settings):
    """Puts one of the sinks behind the redirect."""
    conf = {**settings.WAGTAIL_ADVOCACY, "CLICK_SINK": f"wagtail_advocacy.links.sinks.{request.param}"}
    if request.param == "RedisSink":
        conf["CLICK_REDIS"] = request.getfixturevalue("redis_server")
    settings.WAGTAIL_ADVOCACY = conf
    sink = get_sink()
    vars(sink).clear() if request.param == "RedisSink" else None
    yield sink
    if request.param == "RedisSink":
        settings.WAGTAIL_ADVOCACY = conf
        vars(sink).clear()
        sink._redis.flushall()
    if request.param == "GroupCommitSink":
        sink.close()


def dies(*_args):
    raise KeyboardInterrupt


def kept(sink):
    """The clicks that are in the database once nothing waits any more."""
    while sink.drain(100):
        pass
    return list(Click.objects.order_by("pk"))


def test_a_person_arrives_and_their_click_is_kept_with_all_that_is_known(sink, visit, make_link, at):
    link = make_link(query="utm_source=linkedin")
    moment = at(timezone.now().replace(microsecond=123000))
    answer = visit(link, Referer="https://www.linkedin.com/feed/?secret=1")
    assert answer["Location"] == "https://www.example.com/news/?utm_source=linkedin"
    [click] = kept(sink)
    assert (click.link, click.kind, click.reason, click.referrer) == (link, "person", "", "www.linkedin.com")
    assert click.at == moment
    assert len(click.visitor) == 32
    assert click.agent.text.startswith("Mozilla/")


def test_an_unknown_code_leaves_nothing(sink, visit, make_link):
    make_link()
    assert visit("23456789ab").status_code == 404
    assert visit("23456789ab", agent="Mozilla/5.0 Unseen/1").status_code == 404
    assert kept(sink) == []


def test_a_crawler_sees_the_card_and_a_closed_link_the_way_out(sink, visit, make_link):
    link = make_link(card={"title": "A card", "language": "en"})
    assert "A card" in visit(link, agent=LINKEDIN_BOT).content.decode()
    assert visit(link).status_code == 302
    closed = make_link(is_open=False)
    assert visit(closed)["Location"] == "https://www.example.com/"
    over = make_link(closes_at=timezone.now() - timedelta(seconds=1))
    assert visit(over)["Location"] == "https://www.example.com/"
    assert [click.kind for click in kept(sink)] == ["preview", "person", "person", "person"]


def test_a_link_that_closes_between_two_clicks_leads_elsewhere_at_once(sink, visit, make_link):
    closes_at = timezone.now() + timedelta(hours=1)
    link = make_link(closes_at=closes_at)
    assert visit(link)["Location"] == "https://www.example.com/news/"
    Target.objects.update(is_open=False)
    remembered.clear()  # Redis: after ten seconds.
    assert visit(link)["Location"] == "https://www.example.com/"


def test_the_code_is_handed_on_where_the_target_asks_for_it(sink, visit, make_link):
    link = make_link(query="utm_source=x", adds_code=True, url="https://jobs.example.com/apply?id=7#form")
    assert visit(link)["Location"] == f"https://jobs.example.com/apply?id=7&utm_source=x&wa={link.code}#form"
    assert visit(link.code.upper())["Location"].endswith(f"&wa={link.code}#form")


# A database in memory is locked by any other thread.
@pytest.mark.services
def test_many_at_once_lose_nothing_and_mix_nothing_up(sink, make_link):
    links = [make_link(url=f"https://www.example.com/{number}/") for number in range(8)]
    wrong, errors = [], []

    def ask(mine):
        from django.test import Client

        try:
            for number in range(20):
                link = links[(mine + number) % len(links)]
                answer = Client().get(host_path("follow", link.code), headers={"User-Agent": CHROME})
                if answer["Location"] != link.target.url:
                    wrong.append(answer["Location"])
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=ask, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (wrong, errors) == ([], [])
    assert len(kept(sink)) == 80


def test_each_sink_says_when_a_click_is_safe(sink):
    assert sink.promise.startswith("A click is")
    assert sink.check() == []


@pytest.mark.parametrize("sink", ["RedisSink"], indirect=True)
class TestRedis:
    def test_what_waits_is_drained_once_by_the_command(self, sink, visit, make_link, capsys):
        link = make_link()
        for agent in (CHROME, CRAWLERS["Google"]):
            visit(link, agent=agent)
        assert Click.objects.count() == 0
        call_command("drain_clicks", "--once")
        assert capsys.readouterr().out == "2 clicks stored\n"
        call_command("drain_clicks", "--once")
        assert Click.objects.count() == 2
        assert sink._redis.xlen("wagtail-advocacy:clicks") == 0

    def test_what_a_drainer_took_and_stored_but_could_not_acknowledge_is_stored_once(
        self, sink, visit, make_link, monkeypatch
    ):
        visit(make_link())
        with monkeypatch.context() as patch:
            patch.setattr("redis.client.Pipeline.xack", dies)
            with pytest.raises(KeyboardInterrupt):
                sink.drain(10)
        assert (Click.objects.count(), Receipt.objects.count()) == (1, 1)
        assert sink.drain(10) == 1
        assert sink.drain(10) == 0
        assert Click.objects.count() == 1

    def test_what_a_drainer_took_and_died_with_goes_to_another_one(self, sink, visit, make_link, monkeypatch):
        visit(make_link())
        sink._ensure_group()
        sink._redis.xreadgroup("database", "dead", {"wagtail-advocacy:clicks": ">"})
        assert sink.drain(10) == 0
        monkeypatch.setattr("wagtail_advocacy.links.sinks.redis_stream.IDLE", 0)
        assert sink.drain(10) == 1

    def test_who_was_too_slow_does_not_store_again_what_is_acknowledged_and_forgotten(self, sink, visit, make_link):
        visit(make_link())
        sink._ensure_group()
        slow = type(sink)()
        entries = slow._read(10, ">")
        sink._redis.xclaim("wagtail-advocacy:clicks", "database", sink._consumer, 0, [entries[0][0]])
        assert sink.drain(10) == 1
        Receipt.objects.all().delete()
        slow._store(entries)
        assert Click.objects.count() == 1

    def test_who_was_too_slow_and_commits_first_all_the_same_stores_it(self, sink, visit, make_link):
        link = make_link()
        for _ in range(30):
            visit(link)
        slow = type(sink)()
        slow._ensure_group()
        entries = slow._read(30, ">")
        sink._redis.xclaim("wagtail-advocacy:clicks", "database", sink._consumer, 0, [each[0] for each in entries])
        slow._store([entries[0], entries[-1]])
        assert Click.objects.count() == 2
        assert sink.drain(30) == 28
        assert Click.objects.count() == 30

    def test_a_redis_that_forgot_who_took_an_entry_still_has_it(self, sink, visit, make_link):
        visit(make_link())
        sink._ensure_group()
        entries = sink._read(10, ">")
        sink._redis.xgroup_destroy("wagtail-advocacy:clicks", "database")
        sink._ensure_group()
        sink._store(entries)
        assert Click.objects.count() == 1

    def test_a_redis_that_comes_back_as_it_was_hands_out_what_is_known(self, sink, visit, make_link):
        visit(make_link())
        [(entry_id, fields)] = sink._redis.xrange("wagtail-advocacy:clicks")
        assert sink.drain(10) == 1
        sink._redis.delete("wagtail-advocacy:clicks")
        sink._redis.xadd("wagtail-advocacy:clicks", fields, id=entry_id)
        assert sink.drain(10) == 1
        assert Click.objects.count() == 1
        Receipt.objects.update(at=timezone.now() - QUEUED - timedelta(seconds=1))
        store_waiting_clicks()
        assert not Receipt.objects.exists()

    def test_a_redis_that_may_lose_clicks_is_told_of_before_it_does(self, sink, told, settings):
        def said():
            found = told(settings.WAGTAIL_ADVOCACY, include_deployment_checks=True)
            return {
                key: text for key, text in found.items() if key in ("wagtail_advocacy.W004", "wagtail_advocacy.W005")
            }

        assert said() == {}
        sink._redis.config_set("maxmemory", "100mb")
        sink._redis.config_set("maxmemory-policy", "allkeys-lru")
        assert "throws clicks away when it is full" in said()["wagtail_advocacy.W005"]
        sink._redis.config_set("maxmemory", "0")
        sink._redis.config_set("appendonly", "no")
        assert "forgets clicks when it restarts" in said()["wagtail_advocacy.W005"]
        sink._redis.config_set("appendonly", "yes")
        settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "CLICK_REDIS": "unix:///nowhere.sock"}
        vars(sink).clear()
        assert "gets no answer" in said()["wagtail_advocacy.W004"]

    def test_a_link_that_closes_leads_on_for_ten_seconds_and_no_longer(self, sink, visit, make_link, monkeypatch):
        link = make_link()
        assert visit(link)["Location"] == link.target.url
        Target.objects.update(is_open=False)
        now = time.monotonic()
        for seconds in (4, 8):
            monkeypatch.setattr("wagtail_advocacy.links.remembered.monotonic", lambda later=seconds: now + later)
            assert visit(link)["Location"] == link.target.url
        monkeypatch.setattr("wagtail_advocacy.links.remembered.monotonic", lambda: now + 11)
        assert visit(link)["Location"] == link.target.fallback

    def test_what_is_known_and_what_is_no_click_does_not_end_the_command(self, sink, visit, make_link):
        sink._redis.xadd("wagtail-advocacy:clicks", {"something": "else"})
        visit(make_link())
        call_command("drain_clicks", "--once", "--batch", "1")
        assert Click.objects.count() == 1

    def test_clicks_of_a_link_that_is_not_here_stop_nobody(self, sink, visit, make_link, caplog):
        gone, link = make_link(), make_link()
        visit(gone)
        visit(link)
        gone.delete()
        assert sink.drain(10) == 2
        assert "1 clicks are of links that are not here" in caplog.text
        assert [click.link for click in Click.objects.all()] == [link]

    def test_what_is_no_click_stays_in_the_stream_and_stops_nobody(self, sink, visit, make_link, caplog):
        sink._redis.xadd("wagtail-advocacy:clicks", {"something": "else"})
        visit(make_link())
        assert sink.drain(10) == 2
        assert "1 entries of the stream are no clicks" in caplog.text
        assert sink._redis.xlen("wagtail-advocacy:clicks") == 1
        assert sink.drain(10) == 0
