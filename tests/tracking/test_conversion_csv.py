"""A file of conversions: what is in it is seen before anything is stored, then all of it comes in, or nothing."""

import codecs
import io
import sqlite3
import tracemalloc
from contextlib import closing, suppress
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.sharing.test_report import staff
from tests.tracking.shares import NOON, before, share
from wagtail_advocacy.tracking.conversions.csv_importing import check_rows, import_rows
from wagtail_advocacy.tracking.conversions.csv_reading import CsvRefused, read_table
from wagtail_advocacy.tracking.forms import seal
from wagtail_advocacy.tracking.models import Conversion, Touch
from wagtail_advocacy.tracking.views.importing import EXAMPLE

pytestmark = pytest.mark.django_db

GROUP = "Conversions from a file"
CODE = "k7m2w9xpqd"
HEAD = "kind,code,at,value,currency,reference\n"
LEAD = f"lead,{CODE},2026-03-10 12:00,,,\n"


@pytest.fixture(autouse=True)
def made():
    """The share whose link has `CODE`."""
    return share(before(days=3), code=CODE)


@pytest.fixture
def clerk():
    return staff("wagtail_advocacy_tracking.add_conversion", "wagtail_advocacy_tracking.view_conversion")


def address(name="import"):
    return reverse(f"advocacy_conversions:{name}")


def bytes_of(text):
    return text.encode() if isinstance(text, str) else text


def look(client, text, name="conversions.csv"):
    """Upload a file and return the answer."""
    return client.post(address(), {"file": SimpleUploadedFile(name, bytes_of(text))})


def press_import(client, page, **more):
    """Press the button of the page that shows what is in the file."""
    form = BeautifulSoup(page.content, "html.parser").select_one("form:has([name=sealed])")
    return client.post(address(), {"sealed": form.select_one("[name=sealed]")["value"], **more})


def text_of(response, selector="main"):
    return BeautifulSoup(response.content, "html.parser").select_one(selector).get_text(" ", strip=True)


def alert(response) -> str:
    return (
        BeautifulSoup(response.content, "html.parser")
        .select_one("[role=alert], .error-message")
        .get_text(" ", strip=True)
    )


def cells(response, table="wa-first"):
    rows = BeautifulSoup(response.content, "html.parser").select(f"table[aria-labelledby={table}] tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]


def imported(text):
    """Import and return what became of the rows."""
    return import_rows(read_table(io.BytesIO(bytes_of(text))))


def problems(text):
    """What is wrong with each row of a file, by its line."""
    found = {}
    check_rows(
        read_table(io.BytesIO(bytes_of(text))), lambda row: found.update({row.line: row.problem} if row.problem else {})
    )
    return found


class TestInTheAdmin:
    def test_a_file_is_looked_at_and_then_imported(self, clerk):
        page = look(clerk, HEAD + LEAD + f'sale,"{CODE}",2026-03-09,"1.234,50",eur,B-2\n')
        assert "2 rows. 2 are new." in text_of(page)
        assert "Nothing is stored yet." in text_of(page)
        assert cells(page)[1] == ["3", "Sale", CODE, "03/09/2026 11:59 p.m.", "1,234.50 EUR", "B-2"]
        assert not Conversion.objects.exists()
        done = press_import(clerk, page)
        assert (done.status_code, done.url) == (302, address("index"))
        assert sorted(Conversion.objects.values_list("kind", "value", "source")) == [
            ("lead", None, "csv"),
            ("sale", Decimal("1234.50"), "csv"),
        ]
        assert "2 conversions were stored" in text_of(clerk.get(done.url), ".messages, [data-controller=w-messages]")

    def test_the_same_file_again_adds_nothing(self, clerk):
        text = HEAD + LEAD + LEAD + f"sale,{CODE},2026-03-09,5,EUR,B-2\n"
        press_import(clerk, look(clerk, text))
        stored = list(Conversion.objects.order_by("pk").values())
        page = look(clerk, text)
        assert "0 are new. 3 are known or named twice" in text_of(page)
        press_import(clerk, page)
        assert list(Conversion.objects.order_by("pk").values()) == stored
        assert len(stored) == 3

    def test_wrong_rows_stop_all_of_it_or_are_left_out(self, clerk):
        page = look(clerk, HEAD + LEAD + "leed,x,2026-03-09,,,\n" + "lead,kkkkkkkkkk,2026-03-09,,,\n")
        assert [row[0] for row in cells(page, "wa-wrong")] == ["3", "4"]
        assert "Did you mean “lead”?" in cells(page, "wa-wrong")[0][1]
        assert "no link with the code kkkkkkkkkk" in cells(page, "wa-wrong")[1][1]
        stopped = press_import(clerk, page)
        assert stopped.status_code == 422
        assert "Line 3 is wrong, so nothing was stored" in alert(stopped)
        assert not Conversion.objects.exists()
        assert press_import(clerk, stopped, only_valid="on").status_code == 302
        assert Conversion.objects.count() == 1

    def test_other_columns_are_named_and_not_read(self, clerk):
        page = look(clerk, "Name,kind,code,at,E-mail\n" + f"Anna Berg,lead,{CODE},2026-03-09,anna@example.com\n")
        assert "Columns that are not read: Name , E-mail" in text_of(page)
        press_import(clerk, page)
        assert "nna" not in str(list(Conversion.objects.values()))

    def test_columns_that_are_missing(self, clerk, said):
        page = look(clerk, "name;amount\nAnna;5\n")
        assert page.status_code == 422
        said(GROUP, "a file without the columns that are needed", alert(page))

    def test_a_file_that_is_too_large_is_for_the_command(self, clerk, said):
        page = look(clerk, HEAD + LEAD * 30_000)
        assert page.status_code == 422
        said(GROUP, "a file of more than 1 MB in the admin", alert(page))

    def test_the_largest_file_comes_back(self, clerk, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 300_000
        page = look(clerk, HEAD + LEAD * 3_000)
        assert "3000 rows" in text_of(page).replace(",", "")
        assert press_import(clerk, page).status_code == 302
        assert Conversion.objects.count() == 3_000

    @pytest.mark.parametrize("sealed", ["", "x", "a:b:c", pytest.param(seal(b"x")[:-1], id="cut off")])
    def test_what_was_not_looked_at_is_not_imported(self, clerk, sealed):
        page = clerk.post(address(), {"sealed": sealed})
        assert page.status_code == 422
        assert not Conversion.objects.exists()

    def test_a_look_ends_after_an_hour(self, clerk, monkeypatch, said):
        import time

        page, now = look(clerk, HEAD + LEAD), time.time()
        monkeypatch.setattr("django.core.signing.time.time", lambda: now + 3601)
        late = press_import(clerk, page)
        assert late.status_code == 422
        said(GROUP, "importing more than an hour after the look", alert(late))

    def test_without_a_file(self, clerk, said):
        said(GROUP, "no file", alert(clerk.post(address(), {})))

    def test_the_example_shows_the_columns(self, clerk):
        answer = clerk.get(address("example"))
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert read_table(io.BytesIO(answer.content)).ignored == []
        assert list(problems(EXAMPLE.replace("2027", "2026"))) == []

    def test_an_import_is_in_the_history(self, clerk):
        press_import(clerk, look(clerk, HEAD + LEAD))
        entry = ModelLogEntry.objects.get(action="wagtail_advocacy.conversions_import")
        assert entry.data["recorded"] == 1
        assert entry.message == "Imported conversions: 1"

    def test_what_was_looked_at_stays_with_this_person(self, clerk):
        assert "no-store" in look(clerk, HEAD + LEAD).headers["Cache-Control"]

    @pytest.mark.parametrize("name", ["import", "example"])
    @pytest.mark.parametrize("permission", ["view", "delete"])
    def test_needs_the_permission_to_add(self, name, permission):
        other = staff(f"wagtail_advocacy_tracking.{permission}_conversion")
        assert other.get(address(name)).status_code == other.post(address(name)).status_code == 302
        assert address() not in other.get(address("index")).content.decode()


class TestFormats:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_of_spreadsheets(self, delimiter, encoding, end):
        lines = (
            ["Tipo", "Código", "Fecha", "Importe", "Moneda", "Pedido"],
            ["sale", CODE, "2026-03-09", "5,50", "EUR", "ñ-1"],
        )
        text = end.join(delimiter.join(f'"{cell}"' for cell in line) for line in lines) + end
        table = read_table(io.BytesIO(text.encode(encoding)))
        assert table.delimiter == delimiter
        assert import_rows(table).recorded == 1
        sale = Conversion.objects.get()
        assert (sale.reference, sale.value) == ("ñ-1", Decimal("5.50"))

    def test_line_breaks_and_delimiters_within_quotes(self):
        text = f'note;kind;code;at\n"one\ntwo; ""three""";lead;{CODE};2026-03-09\n\n;lead;x;2026-03-09\n'
        assert list(problems(text)) == [5]

    def test_a_row_may_be_shorter_and_not_longer(self):
        assert problems(HEAD + f"lead,{CODE},2026-03-09\nlead,{CODE},2026-03-09,,,,\n") == {
            3: "This row has more cells than there are columns."
        }

    def test_several_codes_in_a_cell(self):
        other = share(before(days=1))
        imported(HEAD + f'lead,"{CODE}, {other.link.code.upper()}/",2026-03-10 12:00,,,\n')
        assert Touch.objects.count() == 2
        assert Touch.objects.get(is_credited=True).link == other.link

    @pytest.mark.parametrize(
        ("what", "content"),
        [
            ("an empty file", b""),
            ("a workbook instead of CSV", b"PK\x03\x04rest of it"),
            ("a picture instead of CSV", b"\x89PNG\x81\x8d\x8f\x90\x9d"),
            ("two columns for the same", b"kind,code,at,amount,value\n"),
            (
                "a quotation mark that is not closed",
                (HEAD + LEAD + f'lead,"{CODE},2026-03-09,,,\n' + LEAD * 9).encode(),
            ),
            ("half a letter at the end", codecs.BOM_UTF16_LE + (HEAD + LEAD).encode("utf-16-le")[:-1]),
        ],
    )
    def test_files_that_cannot_be_read(self, what, content, said):
        with pytest.raises(CsvRefused) as caught:
            imported(content)
        said(GROUP, what, str(caught.value))
        assert not Conversion.objects.exists()

    @pytest.mark.parametrize(
        ("what", "row"),
        [
            ("a value that can be read in two ways", f"sale,{CODE},2026-03-09,1.234,EUR,\n"),
            ("a value with its currency", f"sale,{CODE},2026-03-09,5 EUR,EUR,\n"),
            ("no code", "lead,,2026-03-09,,,\n"),
            ("no day", f"lead,{CODE},,,,\n"),
            ("a name as reference", f"lead,{CODE},2026-03-09,,,Anna Berg\n"),
        ],
    )
    def test_rows_that_are_wrong(self, what, row, said):
        [(line, sentence)] = problems(HEAD + row.replace("1.234", '"1.234"')).items()
        assert line == 2
        said(GROUP, what, sentence)


class TestOnce:
    def test_two_that_look_the_same_are_two(self):
        assert imported(HEAD + LEAD * 2).recorded == 2
        assert imported(HEAD + LEAD * 3).recorded == 1
        assert imported(HEAD + LEAD).known == 1
        assert Conversion.objects.count() == 3

    def test_today_stays_the_same_day_tomorrow(self, monkeypatch):
        row = f"lead,{CODE},2026-03-10,,,\n"
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
        imported(HEAD + row)
        monkeypatch.undo()
        counts = imported(HEAD + row)
        assert (counts.known, counts.differs) == (1, 0)

    def test_a_number_written_in_another_way_is_the_same(self):
        imported(HEAD + f'sale,{CODE},2026-03-09,"1.234,50",EUR,\n')
        assert imported(HEAD + f'sale,{CODE},2026-03-09,"1,234.5",EUR,\n').known == 1

    def test_a_further_share_of_a_known_reference(self):
        other = share(before(days=1))
        imported(HEAD + f"sale,{CODE},2026-03-10 12:00,5,EUR,B-2\n")
        counts = imported(HEAD + f"sale,{other.link.code},2026-03-10 12:00,6,EUR,B-2\n")
        assert (counts.further, counts.differs) == (1, 1)
        assert Conversion.objects.get().value == 5

    def test_two_shares_of_one_conversion_in_one_file(self):
        other = share(before(days=1))
        rows = [f"sale,{code},2026-03-10 12:00,5,EUR,B-2\n" for code in (CODE, other.link.code)]
        counts = imported(HEAD + "".join(rows))
        assert (counts.recorded, counts.further) == (1, 1)
        assert Touch.objects.get(is_credited=True).link == other.link

    def test_what_a_webhook_reported_before(self, settings):
        from tests.tracking.signed import KEY, send

        settings.WAGTAIL_ADVOCACY = {"WEBHOOK_KEYS": {"shop": KEY}}
        send({"kind": "sale", "codes": CODE, "at": "2026-03-10T12:00:00Z", "reference": "B-2"})
        assert imported(HEAD + f"sale,{CODE},2026-03-10 12:00,,,B-2\n").known == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="One file that all write to is SQLite's")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_somebody_who_clicks_meanwhile_stops_no_import(tmp_path):
    path, in_memory = str(tmp_path / "site.sqlite3"), connection.connection
    connection.connection = connection.get_new_connection({**connection.get_connection_params(), "database": path})
    connection.connection.isolation_level = None

    def click(execute, sql, *args):
        answer = execute(sql, *args)
        # Who finds somebody writing would wait.
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with suppress(sqlite3.OperationalError), closing(other) as file:
            file.execute("UPDATE wagtail_advocacy_links_link SET query = query || 'x'")
        return answer

    try:
        in_memory.backup(connection.connection)
        connection.connection.execute("PRAGMA journal_mode = wal")
        with connection.execute_wrapper(click):
            assert imported(HEAD + LEAD).recorded == 1
    finally:
        connection.connection.close()
        connection.connection = in_memory


class TestTheCommand:
    @pytest.fixture
    def run(self, tmp_path, capsys):
        def run(text, *options):
            path = tmp_path / "conversions.csv"
            path.write_bytes(bytes_of(text))
            try:
                call_command("import_conversions", str(path), *options)
            finally:
                run.told = capsys.readouterr()
            return run.told.out

        return run

    def test_imports(self, run):
        assert "Of 2 rows 2 were stored" in run(HEAD + LEAD * 2)
        assert "Of 2 rows 0 were stored" in run(HEAD + LEAD * 2)
        assert Conversion.objects.count() == 2

    def test_a_dry_run_stores_nothing(self, run):
        assert "2 of 2 rows would be stored; 0 are known. Nothing was stored." in run(HEAD + LEAD * 2, "--dry-run")
        assert not Conversion.objects.exists()

    def test_wrong_rows_are_all_told(self, run, said):
        with pytest.raises(CommandError) as caught:
            run(HEAD + LEAD + "x,x,x,,,\n" * 700)
        assert run.told.err.count("Line ") == 700
        assert not Conversion.objects.exists()
        said("Commands", "`import_conversions` with 700 wrong rows", str(caught.value))

    def test_the_others_can_be_imported(self, run):
        assert "1 wrong" in run(HEAD + LEAD + "x,x,x,,,\n", "--only-valid")
        assert Conversion.objects.count() == 1

    def test_a_file_that_is_not_there(self, said):
        with pytest.raises(CommandError) as caught:
            call_command("import_conversions", "nothing-here.csv")
        said("Commands", "`import_conversions` with a file that is not there", str(caught.value))

    def test_a_file_that_cannot_be_read(self, run):
        with pytest.raises(CommandError, match="This file is empty"):
            run("")

    def test_columns_that_are_not_read_and_progress(self, run):
        run("kind,code,at,name\n" + f"lead,{CODE},2026-03-09,Anna\n" * 10_000, "--dry-run")
        assert "The column “name” is not read." in run.told.err
        assert "10,000 rows looked at" in run.told.err
        assert "Anna" not in run.told.err


def test_memory_does_not_grow_with_the_file():
    """A look at ten times as many rows takes no more memory; a million rows are for the how-to's figures."""

    def peak(rows):
        file = io.BytesIO((HEAD + "".join(f"lead,{CODE},2026-03-09,,,{n}\n" for n in range(rows))).encode())
        table = read_table(file)
        tracemalloc.start()
        check_rows(table, lambda row: None)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(600)
    assert peak(12_000) < 1.5 * peak(1_200)
