"""The job board of a sister company, in the documented shape of a Greenhouse board: something real to import."""

from django.http import HttpRequest, JsonResponse

JOBS = [
    (
        4100201,
        "Instrument maker",
        "Brookfield, United Kingdom",
        "Workshop",
        "&lt;p&gt;You make what measures: valves, flow cells and the small springs nobody else can wind.&lt;/p&gt;",
    ),
    (
        4100202,
        "Firmware engineer, loggers",
        "Remote, Sweden",
        "Electronics",
        "&lt;p&gt;Sixteen winters on one battery: you write the forty kilobytes that make it possible.&lt;/p&gt;",
    ),
    (
        4100203,
        "Buyer, brass and steel",
        "Brookfield, United Kingdom",
        "Purchasing",
        "&lt;p&gt;You know what a rod of brass costs today, and whom to ring tomorrow.&lt;/p&gt;",
    ),
]


def brookfield_jobs(request: HttpRequest) -> JsonResponse:
    jobs = [
        {
            "id": number,
            "internal_job_id": number - 100,
            "requisition_id": f"BI-{number % 1000}",
            "title": title,
            "location": {"name": place},
            "absolute_url": request.build_absolute_uri(f"/apply/?job={number}"),
            "first_published": "2026-11-02T08:00:00+00:00",
            "updated_at": "2026-11-16T08:00:00+00:00",
            "departments": [{"id": 1, "name": department}],
            "offices": [],
            "metadata": [],
            "content": content,
        }
        for number, title, place, department, content in JOBS
    ]
    return JsonResponse({"jobs": jobs, "meta": {"total": len(jobs)}})
