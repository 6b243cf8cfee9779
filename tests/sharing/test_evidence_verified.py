"""Evidence is believed only as it was exported; what does not fit is named, in the admin and by the command."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import UserFactory, live_item
from tests.sharing.conftest import Colleague
from tests.sharing.evidence import content, downloaded, members, packed
from tests.sharing.test_evidence import many
from wagtail_advocacy.actions import erase
from wagtail_advocacy.fingerprints import canonical, fingerprint
from wagtail_advocacy.sharing.afterwards import take_back
from wagtail_advocacy.sharing.evidence import reading, seal_of
from wagtail_advocacy.sharing.models import EvidenceExport, Share

pytestmark = [pytest.mark.django_db, pytest.mark.projects("minimal", "own_base")]

GROUP = "Evidence"
SEAL = (
    "The seal does not fit: something was changed, added or removed since the export, or the file was made with "
    "another secret key than this intranet has."
)


@pytest.fixture
def zipped(keeper, shared):
    """The file as it was exported."""
    return downloaded(keeper)


@pytest.fixture
def command(tmp_path):
    """`command(data)` runs `verify_evidence` on a file of these bytes and returns what it prints."""

    def run(data, name="evidence.zip"):
        path, out = tmp_path / name, io.StringIO()
        if data is not None:
            path.write_bytes(data)
        call_command("verify_evidence", str(path), stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def refused(command):
    """`refused(data)` returns what the command says against a file of these bytes."""

    def run(data, **kwargs):
        with pytest.raises(CommandError) as caught:
            command(data, **kwargs)
        return str(caught.value)

    return run


def uploaded(client, data, name="evidence.zip"):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("wagtail_advocacy_admin:check_evidence"), {"file": file})


def seen(response):
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def fault(response):
    return BeautifulSoup(response.content, "html.parser").select_one(".error-message").get_text(" ", strip=True)


def changed(zipped, old, new, name="evidence.json"):
    files = members(zipped)
    assert files[name].count(old) >= 1
    return packed({**files, name: files[name].replace(old, new, 1)})


def resealed(zipped, old, new):
    """What somebody makes who has the secret key: changed, with a seal that fits."""
    files = members(changed(zipped, old, new))
    body, _old = files["evidence.json"].rsplit(b'"seal":', 1)
    seal = seal_of(hashlib.sha256(body).hexdigest())
    return packed({**files, "evidence.json": body + b'"seal":"%s"}\n' % seal.encode()})


@pytest.mark.smoke
class TestGenuine:
    def test_the_command_says_what_was_checked(self, zipped, command):
        out = command(zipped)

        assert "The seal fits: not one character was changed since the export." in out
        assert "1 policy text was compared with its hash." in out
        assert "1 of 1 share was found in the database with the same words." in out
        noted = EvidenceExport.objects.get()
        assert f"It was exported on 2026-04-02T09:00:00+00:00 by {noted.by.get_username()}." in out
        assert out.rstrip().endswith("This evidence is genuine.")

    def test_so_does_the_admin(self, keeper, zipped):
        response = uploaded(keeper, zipped)

        assert response.status_code == 200
        assert "This evidence is genuine." in seen(response)
        assert "The seal fits" in seen(response)

    def test_the_json_alone_is_enough(self, zipped, command):
        out = command(members(zipped)["evidence.json"], name="evidence.json")

        assert "Only evidence.json was checked, not the other files of its ZIP." in out
        assert "This evidence is genuine." in out

    def test_a_file_that_was_packed_anew_is_the_same_file(self, zipped, command):
        assert "genuine" in command(packed(members(zipped)))

    def test_the_form_can_be_opened(self, keeper):
        assert keeper.get(reverse("wagtail_advocacy_admin:check_evidence")).status_code == 200

    def test_anybody_can_compute_the_hash_of_a_text(self, zipped):
        for mark, base in content(zipped)["bases"].items():
            assert fingerprint(base["content"]) == mark


class TestChanged:
    """Each of these is refused, by both doors."""

    @pytest.mark.parametrize(
        ("old", "new", "named"),
        [
            (b"Our water is clean", b"Our water is dirty", "differs from the database: offered_words."),
            (b"We did something", b"We did anything!", "differs from the database: approved_words."),
            (b"2026-02-14T12:00", b"2026-02-15T12:00", "differs from the database: started_at."),
            (b'"network":"x"', b'"network":"y"', "differs from the database: network."),
            (b"Say that you work here.", b"Say that you are happy.", "“Social media 3” does not fit its hash."),
            (b'"version":"3"}},"count"', b'"version":"2"}},"count"', SEAL),
            (b'"from":"2026-01-01"', b'"from":"2026-01-02"', SEAL),
            (b'"made_at":"2026-', b'"made_at":"2025-', SEAL),
            ("Ångström".encode(), "Bergström".encode(), SEAL),
            (b'"format"', b' "format"', SEAL),
            (b'"told":true', b'"told":false', "differs from the database: told."),
        ],
    )
    def test_in_one_place(self, keeper, zipped, refused, old, new, named):
        forged = changed(zipped, old, new)

        said = refused(forged)

        assert said.startswith("This evidence is refused.\n")
        assert SEAL in said
        assert named in said
        response = uploaded(keeper, forged)
        assert "This evidence is refused." in seen(response)
        assert named in seen(response)
        assert "genuine" not in seen(response)

    def test_in_any_byte_at_all(self, zipped, refused):
        body = members(zipped)["evidence.json"]
        for place in range(0, len(body), 97):
            forged = bytearray(body)
            forged[place] ^= 1
            assert refused(bytes(forged), name="evidence.json")

    def test_a_share_was_removed(self, keeper, anna, shared, refused, later):
        later.at(datetime(2026, 2, 20, tzinfo=UTC))
        other = anna.share(live_item(), "linkedin", words="The second.")
        later.at(datetime(2026, 4, 2, tzinfo=UTC))
        files = members(downloaded(keeper))
        lines = files["evidence.json"].split(b"\n")
        assert other.link.code.encode() in lines[2]
        files["evidence.json"] = b"\n".join([lines[0], lines[1].removesuffix(b","), *lines[3:]])

        said = refused(packed(files))

        assert SEAL in said
        assert "The file holds 1 share; when it was exported it held more or fewer." in said

    def test_a_share_was_added(self, zipped, refused):
        files = members(zipped)
        lines = files["evidence.json"].split(b"\n")
        files["evidence.json"] = b"\n".join([lines[0], lines[1] + b",", *lines[1:]])

        assert "The file holds 2 shares; when it was exported it held more or fewer." in refused(packed(files))

    @pytest.mark.parametrize("name", ["shares.csv", "README.txt"])
    def test_what_people_read_was_changed(self, zipped, refused, name):
        said = refused(changed(zipped, b"2026", b"2027", name))

        assert said == f"This evidence is refused.\n{name} is not the one that was exported."

    def test_the_seal_is_of_another_file(self, keeper, zipped, shared, refused):
        other = content(downloaded(keeper, first="2026-02-01"))["seal"].encode()

        assert SEAL in refused(changed(zipped, content(zipped)["seal"].encode(), other))

    def test_the_seal_is_gone(self, zipped, refused):
        body = members(zipped)["evidence.json"].rsplit(b'"seal":', 1)[0]
        for end in (b"", b'"seal":""}\n', b'"seal":null}\n'):
            assert SEAL in refused(body + end, name="evidence.json")

    def test_a_policy_text_was_taken_out(self, zipped, refused, shared):
        bases = content(zipped)["bases"]
        said = refused(changed(zipped, canonical(bases), b"{}"))

        assert f"Share {shared.link.code} stands on a policy text that the file does not hold." in said

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'"code":"', b'"code":["'),
            (b'"code":"', b'"code":"\\u0000'),
            (b'"basis":[', b'"basis":{'),
            (b'"basis":[', b'"basis":["x",'),
            (b'"basis":[', b'"basis":[{"hash":[]},'),
            (b'"bases":{', b'"bases":[],"old":{'),
            (b'"missing_bases":[]', b'"missing_bases":7'),
            (b'"count":1', b'"count":"many"'),
            (b'"content":{', b'"content":{"x":NaN,'),
            (b'"files":{', b'"files":[],"others":{'),
            (b'"hash":"', b'"policy":["a"],"hash":"'),
        ],
    )
    def test_nonsense_is_refused_like_anything_else(self, keeper, zipped, refused, old, new):
        forged = changed(zipped, old, new)

        assert SEAL in refused(forged)
        assert "This evidence is refused." in seen(uploaded(keeper, forged))

    def test_twenty_faults_are_named_and_the_rest_is_counted(self, keeper, shared, refused):
        many(shared, 30)
        zipped = downloaded(keeper)
        Share.objects.update(words="Changed in the database.")

        lines = refused(zipped).splitlines()

        assert len(lines) == 22
        assert lines[-1] == "And 10 more."


class TestTheDatabase:
    def test_holds_other_words_now(self, zipped, shared, refused):
        Share.objects.update(words="Nobody said this.")

        assert refused(zipped) == (
            f"This evidence is refused.\nShare {shared.link.code} differs from the database: offered_words."
        )

    def test_holds_another_policy_text_now(self, zipped, policy, refused):
        (mark,) = policy.published
        policy.published[mark] = replace(policy.published[mark], content={"rules": []})

        assert (
            refused(zipped)
            == "This evidence is refused.\nThe policy text “Social media 3” is another one in the database."
        )

    def test_even_a_seal_that_fits_does_not_hide_it(self, zipped, refused):
        said = refused(resealed(zipped, b"Our water is clean", b"Our water is dirty"))

        assert SEAL not in said
        assert "differs from the database: offered_words." in said

    def test_has_forgotten_the_policy(self, zipped, policy, command):
        policy.published.clear()

        out = command(zipped)

        assert "1 policy text is not in the database any more." in out
        assert "genuine" in out

    def test_has_lost_the_person(self, zipped, anna, command):
        erase(anna.user)

        out = command(zipped)

        assert "0 of 1 share was found in the database with the same words." in out
        assert "1 share has no words in the database that could be compared" in out
        assert "genuine" in out

    def test_has_lost_the_share(self, keeper, anna, shared, command, later):
        later.at(datetime(2026, 2, 14, 13, tzinfo=UTC))
        zipped = downloaded(keeper, last="2026-02-14")
        take_back(anna.user, shared.link.code)

        out = command(zipped)

        assert "1 share is not in the database any more" in out
        assert "genuine" in out

    def test_knows_that_it_was_confirmed_since(self, zipped, command):
        Share.objects.update(confirmed_at=datetime(2026, 4, 1, tzinfo=UTC))

        assert "genuine" in command(zipped)

    def test_has_no_note_of_the_export(self, zipped, command):
        EvidenceExport.objects.all().delete()

        assert "No export with this seal is noted here any more." in command(zipped)

    def test_names_nobody_who_erased_their_data(self, zipped, command):
        erase(EvidenceExport.objects.get().by)

        assert "It was exported on 2026-04-02T09:00:00+00:00.\n" in command(zipped)

    def test_is_asked_once_for_many_shares(self, keeper, shared, command):
        with_one, with_fifty = downloaded(keeper), None
        many(shared, 50)
        with_fifty = downloaded(keeper)
        with CaptureQueriesContext(connection) as few:
            command(with_one)
        with CaptureQueriesContext(connection) as more:
            out = command(with_fifty)

        assert "50 of 50 shares were found in the database with the same words." in out
        assert len(more) == len(few) == 2


class TestKeys:
    def test_another_secret_key_is_no_proof(self, zipped, refused, settings):
        settings.SECRET_KEY = "another-one"

        assert refused(zipped) == f"This evidence is refused.\n{SEAL}"

    def test_a_key_that_came_before_still_is(self, zipped, command, settings):
        settings.SECRET_KEY_FALLBACKS = ["even-older", settings.SECRET_KEY]
        settings.SECRET_KEY = "another-one"

        assert "The seal fits" in command(zipped)


class TestUnreadable:
    """What is no evidence at all says so in a sentence, by both doors."""

    def same(self, refused, keeper, said, what, data):
        sentence = refused(data)
        response = uploaded(keeper, data)
        assert response.status_code == 422
        assert fault(response) == sentence
        said(GROUP, what, sentence)

    def test_a_zip_that_was_cut_off(self, zipped, refused, keeper, said):
        self.same(refused, keeper, said, "Checking a ZIP file that was cut off", zipped[: len(zipped) // 2])

    def test_a_zip_with_a_flipped_bit(self, zipped, refused):
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            at = archive.getinfo("evidence.json").header_offset + 200
        assert "broken" in refused(zipped[:at] + bytes([zipped[at] ^ 255]) + zipped[at + 1 :])

    def test_a_zip_of_something_else(self, refused, keeper, said):
        self.same(refused, keeper, said, "Checking a ZIP file of something else", packed({"holiday.jpg": b"x"}))

    def test_a_zip_with_one_more_file(self, zipped, refused):
        assert "and nothing else" in refused(packed({**members(zipped), "statement.pdf": b"x"}))

    def test_a_zip_with_two_files_of_one_name(self, zipped, refused):
        out = io.BytesIO(zipped)
        with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("evidence.json", b"{}")
        assert "and nothing else" in refused(out.getvalue())

    def test_json_of_another_format(self, zipped, refused, keeper, said):
        data = changed(zipped, b"wagtail-advocacy-evidence/1", b"wagtail-advocacy-evidence/9")
        self.same(refused, keeper, said, "Checking a file of another format", data)

    @pytest.mark.parametrize(
        "data",
        [
            b'{"shares": []}',
            b"[1]",
            b"Just words",
            b"\xff\xfe\x00" * 10,
            b'[1,"shares":[\n',
            b'[[[["a",' * 100_000,
            b'{"a":' + b"[" * 100_000 + b',"shares":[\n',
        ],
    )
    def test_json_that_is_no_evidence(self, refused, keeper, said, data):
        self.same(refused, keeper, said, "Checking another file, or one that a program has written anew", data)

    def test_a_program_that_wrote_it_anew(self, zipped, refused):
        pretty = json.dumps(content(zipped), indent=2).encode()
        assert "a program has written it anew" in refused(pretty, name="evidence.json")

    def test_a_file_without_an_end(self, zipped, refused, keeper, said):
        bomb = packed({**members(zipped), "evidence.json": b"0" * (reading.LONGEST_LINE + 2)})
        assert len(bomb) < 200_000

        self.same(refused, keeper, said, "Checking a file that unpacks to more than any evidence", bomb)

    @pytest.mark.parametrize("name", ["evidence.json", "shares.csv"])
    def test_many_lines_without_an_end(self, zipped, refused, monkeypatch, name):
        monkeypatch.setattr(reading, "MOST_UNPACKED", len(members(zipped)["evidence.json"]) + 10_000)
        files = members(zipped)
        bomb = {**files, name: files[name] + b"\n" * 100_000}

        assert "larger than any evidence" in refused(packed(bomb))
        assert "larger than any evidence" in refused(
            members(zipped)["evidence.json"] + b"\n" * 100_000, name="evidence.json"
        )

    def test_a_file_that_is_not_there(self, refused, tmp_path, switched_on):
        assert refused(None) == f"{tmp_path / 'evidence.zip'} cannot be opened: No such file or directory."

    def test_a_folder(self, tmp_path, switched_on):
        with pytest.raises(CommandError, match="Is a directory"):
            call_command("verify_evidence", str(tmp_path))

    def test_an_empty_file(self, refused, keeper, said):
        assert "This is no evidence" in refused(b"")
        said(GROUP, "Uploading an empty file", fault(uploaded(keeper, b"")))

    def test_no_file(self, keeper, said):
        response = keeper.post(reverse("wagtail_advocacy_admin:check_evidence"))

        assert response.status_code == 422
        said(GROUP, "Checking without a file", fault(response))

    def test_a_file_too_large_to_upload(self, keeper, said, monkeypatch, zipped):
        monkeypatch.setattr("wagtail_advocacy.sharing.evidence.forms.MOST_UPLOADED", 2**20)
        response = uploaded(keeper, zipped + b"\0" * 2**20)

        assert response.status_code == 422
        assert "larger than 1 MB" in fault(response)


def test_switched_off_the_command_says_so(zipped, refused, settings):
    settings.WAGTAIL_ADVOCACY = {**settings.WAGTAIL_ADVOCACY, "EVIDENCE": False}

    assert refused(zipped) == 'Evidence is switched off here. WAGTAIL_ADVOCACY["EVIDENCE"] switches it on.'


def test_nothing_of_an_uploaded_file_is_kept(zipped, settings):
    admin = Colleague(UserFactory(admin=True)).client
    uploaded(admin, zipped)

    assert EvidenceExport.objects.count() == 1
    assert not settings.MEDIA_ROOT.exists() or not list(settings.MEDIA_ROOT.rglob("*.zip"))


def test_what_a_forged_file_says_is_shown_as_text(keeper, zipped):
    response = uploaded(keeper, changed(zipped, b'"title":"Social media"', b'"title":"<script>x</script>","hash":""'))

    assert b"<script>x" not in response.content
