// Words that somebody has not shared yet, kept in their browser for a week. The name they are kept under comes from the
// server and is different for everybody who logs in here. A full or closed storage changes nothing else.

const PREFIX = "wa-draft:";
const KEPT = 7 * 24 * 60 * 60 * 1000;

function read(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(name));
    return typeof draft?.words === "string" && Date.now() - draft.at < KEPT ? draft : null;
  } catch {
    return null;
  }
}

function write(name, draft) {
  try {
    localStorage.setItem(name, JSON.stringify({ ...draft, at: Date.now() }));
  } catch {
    // Full, or forbidden.
  }
}

function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch {
    // Forbidden: then nothing is there.
  }
}

function sweep() {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX) && !read(name)) forget(name);
  } catch {
    // Forbidden.
  }
}

/** The words are on their way: gone once the server says that they were shared. */
export function markStarted(form) {
  const name = PREFIX + form.dataset.waDraft;
  const draft = read(name);
  if (draft) write(name, { ...draft, started: true });
}

export function liftDrafts(sitting) {
  const { place } = sitting;
  sweep();
  for (const done of place.querySelectorAll("[data-wa-done-draft]")) forget(PREFIX + done.dataset.waDoneDraft);
  const form = place.querySelector("[data-wa-draft]");
  if (!form) return;
  const name = PREFIX + form.dataset.waDraft;
  const words = form.elements.words;
  const note = form.querySelector("[data-wa-draft-note]");
  const offered = words.value;
  const kept = read(name);
  const wasShared = place.querySelector("[name=switch][aria-pressed=true][data-wa-shared]");

  function put(value) {
    words.value = value;
    words.dispatchEvent(new Event("input", { bubbles: true }));
  }

  words.addEventListener("input", () => {
    if (words.value === offered && words.dataset.waSuggested !== undefined) forget(name);
    else write(name, { words: words.value });
  });
  if (words.dataset.waSuggested === undefined) {
    // Words that were just shared still stand here; nobody needs them back.
    if (!form.dataset.waDoneDraft) write(name, { words: words.value });
  }
  else if (kept?.started && wasShared) forget(name);
  else if (kept && kept.words !== offered) {
    // After the other modules have begun to listen.
    queueMicrotask(() => put(kept.words));
    if (note) {
      note.hidden = false;
      sitting.say(note.firstChild.textContent.trim());
    }
  }
  note?.querySelector("[data-wa-afresh]").addEventListener("click", () => {
    put(offered);
    note.hidden = true;
    words.focus();
  });
}
