"""Autosaves that come too late: the one complaint of a browser that is right."""

import re

EDITOR = re.compile(r"/(shareableitem|policy)/edit/\d+/$")
LATE = "Failed to load resource: the server responded with a status of 400 (Bad Request) ({})"


class LateAutosaves:
    """Autosaves that were on their way when somebody pressed a button, and arrived after what the button did.

    The server refuses them with 400 and “invalid_revision”, as it must, and the browser notes that in its console.
    """

    def __init__(self, somebody):
        self.somebody, self.refused = somebody, []
        somebody.context.on("response", self._look)

    def _look(self, response):
        request = response.request
        is_autosave = request.method == "POST" and request.headers.get("accept") == "application/json"
        if response.status == 400 and is_autosave and EDITOR.search(request.url):
            self.refused.append(request.url)

    def forgive(self):
        for address in self.refused:
            if (complaint := LATE.format(address)) in self.somebody.complaints:
                self.somebody.complaints.remove(complaint)
