"""Our own invented jobs in the shape of each system, as its public documentation describes it."""

import json
from copy import deepcopy
from html import escape
from xml.sax.saxutils import escape as xml

JOBS = [
    {
        "id": "4001",
        "requisition": "R-1",
        "title": "Night chemist",
        "team": "Laboratories",
        "town": "Eskmouth",
        "country": "United Kingdom",
        "text": "<p>You find out what is in the water of <strong>forty</strong> towns.</p>",
        "posted": "2026-11-02T23:30:00+00:00",
        "type": "Full-time",
    },
    {
        "id": "4002",
        "requisition": "R-2",
        "title": "Pipe fitter & welder",
        "team": "Networks",
        "town": "Berlin",
        "country": "Germany",
        "text": "<p>You keep old pipes alive.</p><script>alert(1)</script>",
        "posted": "2026-11-03T08:00:00+00:00",
        "type": "Part-time",
    },
    {
        "id": "4003",
        "requisition": "R-3",
        "title": "Reader of meters",
        "team": "Customers",
        "town": "Madrid",
        "country": "Spain",
        "text": '<p>You read.</p><img src="https://pixel.example/1.gif">',
        "posted": "2026-11-04T08:00:00+00:00",
        "type": "Full-time",
    },
    {
        "id": "4004",
        "requisition": "R-4",
        "title": "Keeper of the reservoir",
        "team": "Networks",
        "town": "Graz",
        "country": "Austria",
        "text": "<p>You look after a lake.</p>",
        "posted": "2026-11-05T08:00:00+00:00",
        "type": "Full-time",
    },
]


def jobs(*numbers, **changes):
    """Copies of these of `JOBS` (all without numbers), the first one with `changes`."""
    chosen = deepcopy([JOBS[each] for each in numbers] if numbers else JOBS)
    if chosen:
        chosen[0].update(changes)
    return chosen


def url_of(job):
    return job.get("url", f"https://jobs.example.com/{job['id']}")


def millis(moment):
    from datetime import datetime

    return int(datetime.fromisoformat(moment).timestamp() * 1000)


def greenhouse(rows, query=None):
    found = [
        {
            "id": int(job["id"]) if job["id"].isdecimal() else job["id"],
            "internal_job_id": 77,
            "requisition_id": job["requisition"],
            "title": job["title"],
            "location": {"name": ", ".join(filter(None, [job["town"], job["country"]]))},
            "absolute_url": url_of(job),
            "first_published": job["posted"],
            "updated_at": "2026-11-20T08:00:00-05:00",
            "departments": [{"id": 1, "name": job["team"]}],
            "offices": [],
            "metadata": [{"id": 5, "name": "Employment Type", "value": job["type"], "value_type": "single_select"}],
            "content": escape(job["text"]),
        }
        for job in rows
    ]
    return json.dumps({"jobs": found, "meta": {"total": len(found)}}).encode()


def lever(rows, query=None):
    query = query or {}
    start, limit = int(query.get("skip", 0)), int(query.get("limit", 100))
    found = [
        {
            "id": job["id"],
            "text": job["title"],
            "hostedUrl": url_of(job),
            "applyUrl": url_of(job),
            "createdAt": millis(job["posted"]),
            "categories": {
                "team": job["team"],
                "location": ", ".join(filter(None, [job["town"], job["country"]])),
                "commitment": job["type"],
            },
            "country": job.get("code"),
            "description": job["text"],
            "descriptionPlain": "…",
            "lists": [{"text": "What you bring", "content": "<li>Patience</li>"}],
            "additional": "",
            "workplaceType": "onsite",
            **({"salaryRange": job["pay"]} if "pay" in job else {}),
        }
        for job in rows
    ]
    return json.dumps(found[start : start + limit]).encode()


def personio(rows, query=None):
    found = [
        f"""<position><id>{xml(job["id"])}</id><subcompany>Water</subcompany>
        <office>{xml(", ".join(filter(None, [job["town"], job["country"]])))}</office>
        <department>{xml(job["team"])}</department><recruitingCategory>Staff</recruitingCategory>
        <name>{xml(job["title"])}</name>
        <jobDescriptions>
        <jobDescription><name>Your mission</name><value><![CDATA[{job["text"]}]]></value></jobDescription>
        <jobDescription><name>Your profile</name><value><![CDATA[<ul><li>Patience</li></ul>]]></value></jobDescription>
        </jobDescriptions><employmentType>permanent</employmentType><seniority>experienced</seniority>
        <schedule>{job["type"].lower()}</schedule><createdAt>{job["posted"]}</createdAt></position>"""
        for job in rows
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{head}<workzag-jobs>{''.join(found)}</workzag-jobs>".encode()


def indeed(rows, query=None):
    found = [
        f"""<job><title><![CDATA[{job["title"]}]]></title><date><![CDATA[{job["posted"]}]]></date>
        <referencenumber><![CDATA[{job["id"]}]]></referencenumber>
        <requisitionid><![CDATA[{job["requisition"]}]]></requisitionid><url><![CDATA[{url_of(job)}]]></url>
        <company><![CDATA[Water]]></company><city><![CDATA[{job["town"]}]]></city>
        <country><![CDATA[{job["country"]}]]></country><description><![CDATA[{job["text"]}]]></description>
        <salary>{job.get("salary", "")}</salary><jobtype>{job["type"].lower().replace("-", "")}</jobtype>
        <category><![CDATA[{job["team"]}]]></category>{job.get("more", "")}</job>"""
        for job in rows
    ]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    end = "<publisher>Water</publisher><publisherurl>https://www.example.com/</publisherurl>"
    return f"{head}<source>{end}{''.join(found)}</source>".encode()


MAPPING = {
    "jobs": "data.items",
    "fields": {
        "source_id": "ref.number",
        "requisition_id": "ref.req",
        "title": "name",
        "team": "unit",
        "place": "where.0.city",
        "country": "where.0.land",
        "description": "html",
        "url": "link",
        "date_posted": "since",
        "employment_type": "contract",
    },
    "paging": {"offset": "from", "limit": "count", "size": 3},
    "total": "data.total",
}


def mapped(rows, query=None):
    query = query or {}
    start, count = int(query.get("from", 0)), int(query.get("count", 100))
    found = [
        {
            "ref": {"number": job["id"], "req": job["requisition"]},
            "name": job["title"],
            "unit": job["team"],
            "where": [{"city": job["town"], "land": job["country"]}],
            "html": job["text"],
            "link": url_of(job),
            "since": job["posted"],
            "contract": job["type"],
        }
        for job in rows
    ]
    return json.dumps({"data": {"items": found[start : start + count], "total": len(found)}}).encode()


SHAPES = {
    "greenhouse": ("/v1/boards/water/jobs", greenhouse),
    "lever": ("/v0/postings/water", lever),
    "personio": ("/xml", personio),
    "indeed": ("/jobs.xml", indeed),
    "json": ("/api/jobs", mapped),
}
