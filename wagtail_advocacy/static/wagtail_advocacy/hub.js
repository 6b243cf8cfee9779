// Makes the hub pleasant. Without this file every link, form and button of it works by itself.

const form = document.getElementById("wa-keep");
const section = document.querySelector("[data-wa-grow]");
const language = document.documentElement.lang || undefined;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function say(text) {
  const status = document.querySelector("[data-wa-status]");
  if (!status) return;
  // The same words twice are said twice.
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 50);
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/* Saved, hidden and back */

const OTHER = { save: "unsave", unsave: "save", dismiss: "undismiss", undismiss: "dismiss" };
const list = section?.dataset.waGrow;
// What takes a card out of this list, and what only shortens the pages behind it.
const folds = { "": "dismiss", hidden: "undismiss" }[list];
const shortens = { "": "dismiss", saved: "unsave", hidden: "undismiss" }[list];
let gone = 0;

async function send(name, value) {
  const data = new FormData(form);
  data.set(name, value);
  const response = await fetch(form.action, {
    method: "POST", body: data, headers: { Accept: "application/json" }, credentials: "same-origin",
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(), { reason: answer.reason });
  return answer;
}

function label(button, deed) {
  button.name = deed;
  button.querySelector("span").textContent = form.dataset[`wa${deed[0].toUpperCase()}${deed.slice(1)}`];
}

function chip(card, saved) {
  card.querySelector("[data-wa-saved]")?.remove();
  if (!saved) return;
  const mine = document.createElement("span");
  mine.className = "wa-chip";
  mine.dataset.waSaved = "";
  mine.textContent = form.dataset.waSaved;
  card.querySelector(".wa-card__meta").append(mine);
}

async function fold(card, said, deed) {
  if (!calm.matches) {
    card.classList.add("wa-card--leaving");
    await new Promise((resolve) => { setTimeout(resolve, 140); });
    card.classList.remove("wa-card--leaving");
  }
  const line = document.createElement("p");
  const undo = document.createElement("button");
  const whose = document.createElement("span");
  line.className = "wa-gone";
  undo.className = "wa-button wa-button--text";
  undo.setAttribute("form", form.id);
  undo.name = OTHER[deed];
  undo.value = card.dataset.waCard;
  whose.className = "wa-hidden";
  whose.textContent = `: ${card.querySelector("h3").textContent}`;
  undo.append(form.dataset.waUndo, whose);
  line.append(said, " ", undo);
  card.hidden = true;
  card.after(line);
  undo.focus();
}

function unfold(card, deed) {
  card.hidden = false;
  card.nextElementSibling?.remove();
  card.querySelector(`button[name=${OTHER[deed]}]`)?.focus();
}

function complain(place, text) {
  let note = place.querySelector(".wa-card__said");
  if (!note) {
    note = document.createElement("p");
    note.className = "wa-card__said wa-note wa-note--stop";
    (place.querySelector(".wa-card__body") ?? place).append(note);
  }
  note.textContent = text;
  say(text);
}

async function press(button) {
  const place = button.closest("li, [data-wa-welcome]");
  const deed = button.name;
  try {
    const answer = await send(deed, button.value);
    if (deed === "welcome") {
      place.remove();
      document.getElementById("wa-list-title")?.focus();
      return;
    }
    const card = place.querySelector("[data-wa-card]");
    card.querySelector(".wa-card__said")?.remove();
    for (const each of card.querySelectorAll(`button[name=${deed}]`)) label(each, OTHER[deed]);
    if (deed === "save" || deed === "unsave") chip(card, deed === "save");
    if (deed === shortens) gone += 1;
    if (deed === OTHER[shortens]) gone -= 1;
    say(answer.said);
    if (deed === folds) await fold(card, answer.said, deed);
    else if (card.hidden) unfold(card, deed);
  } catch (problem) {
    complain(place, problem.reason ?? form.dataset.waFailed);
  }
}

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  // In a message above, where no card is at hand, the plain form does it.
  if (!button?.closest("[data-wa-card], .wa-gone, [data-wa-welcome]")) return;
  event.preventDefault();
  if (button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  await press(button);
  button.ariaBusy = null;
});

/* What is new since the last visit. Only this browser knows when that was, for everybody who logs in here. */

const VISIT = `wa-hub-visit:${section?.dataset.waBrowser}`;
const BREAK = 30 * 60;
const loaded = Number(section?.dataset.waNow);
const now = () => loaded + Math.round(performance.now() / 1000);

function visit() {
  try {
    const kept = JSON.parse(localStorage.getItem(VISIT)) ?? {};
    // Who comes back within half an hour is still here.
    const since = kept.at && loaded - kept.at > BREAK ? kept.at : kept.since;
    const keep = () => localStorage.setItem(VISIT, JSON.stringify({ at: now(), since }));
    keep();
    addEventListener("pagehide", () => { try { keep(); } catch { /* full or blocked */ } });
    return Number.isFinite(since) ? since : null;
  } catch {
    return null;
  }
}

function dayOf(seconds) {
  const then = new Date(seconds * 1000);
  const today = new Date(loaded * 1000);
  const as = (options) => new Intl.DateTimeFormat(language, options).format(then);
  if (then.toDateString() === today.toDateString()) return ["time", as({ hour: "numeric", minute: "2-digit" })];
  if (loaded - seconds < 6 * 86400) return ["weekday", as({ weekday: "long" })];
  return ["date", as({ day: "numeric", month: "long" })];
}

function mark(cards, since) {
  if (since === null) return;
  for (const card of cards) {
    card.classList.toggle("wa-card--new", Date.parse(card.querySelector("time")?.dateTime) / 1000 > since);
  }
}

function tellNews(place, since) {
  const texts = JSON.parse(place.dataset.waTexts);
  const recent = place.dataset.waRecent.split(",").map(Number);
  const count = recent.filter((moment) => moment > since).length;
  const [kind, day] = dayOf(since);
  const rules = new Intl.PluralRules(language);
  const like = Object.keys(texts[kind]).find((number) => rules.select(Number(number)) === rules.select(count));
  const number = new Intl.NumberFormat(language).format(count) + (count === 100 ? "+" : "");
  const text = count ? texts[kind][like ?? 100] : texts.none[kind];
  place.querySelector("[data-wa-said]").textContent = fill(text, { count: number, day });
  const link = place.querySelector(count ? "[data-wa-only]" : "[data-wa-help]");
  if (count) link.href = `?since=${new Date(since * 1000).toISOString()}`;
  link.hidden = false;
}

const since = section ? visit() : null;
const news = document.querySelector("[data-wa-news]");
mark(document.querySelectorAll("[data-wa-card]"), since);
if (news && since !== null) tellNews(news, since);

/* A list that grows, with real pages behind it */

const AT_MOST = 3;
const thrifty = calm.matches || navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
let alone = 0;
let growing = false;

const observer = new IntersectionObserver((entries) => {
  // Somebody may want to reach the end of the page: after a few times they are asked.
  if (entries.some((entry) => entry.isIntersecting) && alone < AT_MOST) {
    alone += 1;
    grow(false);
  }
}, { rootMargin: "400px" });

function prepare() {
  const link = section?.querySelector("[rel=next]");
  if (!link) return;
  link.textContent = section.dataset.waMore;
  if (!thrifty) observer.observe(link);
}

async function grow(pressed) {
  const link = section.querySelector("[rel=next]");
  if (!link || growing) return;
  growing = true;
  const address = new URL(link.href);
  if (gone > 0) address.searchParams.set("gone", gone);
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const cards = section.querySelector(".wa-cards");
    const known = new Set([...cards.querySelectorAll("[data-wa-card]")].map((card) => card.dataset.waCard));
    const more = [...page.querySelectorAll("[data-wa-grow] .wa-cards > li")]
      .filter((item) => !known.has(item.querySelector("[data-wa-card]").dataset.waCard))
      .map((item) => document.adoptNode(item));
    const pages = page.querySelector("[data-wa-grow] .wa-pages");
    observer.disconnect();
    cards.append(...more);
    mark(cards.querySelectorAll("[data-wa-card]"), since);
    const next = pages?.querySelector("[rel=next]");
    if (next) link.replaceWith(document.adoptNode(next));
    else if (section.querySelector("[rel=prev]")) link.remove();
    else section.querySelector(".wa-pages").remove();
    say(fill(section.dataset.waSaid, { count: more.length, all: cards.querySelectorAll("[data-wa-card]:not([hidden])").length }));
    if (pressed) {
      const first = more[0]?.querySelector("h3") ?? document.getElementById("wa-list-title");
      first.tabIndex = -1;
      first.focus();
    }
    // Whoever goes on from here and comes back finds the list as long as it was.
    const here = new URL(location);
    here.searchParams.set("to", address.searchParams.get("p"));
    history.replaceState(history.state, "", here);
    growing = false;
    prepare();
  } catch {
    growing = false;
    observer.disconnect();
    if (pressed) location.assign(link.href);
  }
}

section?.addEventListener("click", (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!plain || !event.target.closest("[rel=next]")) return;
  event.preventDefault();
  alone = 0;
  grow(true);
});

prepare();

/* Search */

const find = document.querySelector("[data-wa-find]");

find?.addEventListener("formdata", (event) => {
  // An address to send to a colleague names only what is asked for.
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});

class Completion {
  constructor(input) {
    this.input = input;
    this.known = new Map();
    this.box = document.createElement("ul");
    this.box.id = `${input.id}-list`;
    this.box.className = "wa-options";
    this.box.hidden = true;
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", input.dataset.waLabel);
    input.after(this.box);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.box.id,
    })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.box.addEventListener("mousedown", (event) => event.preventDefault());
    this.box.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")));
  }

  later() {
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value.trim();
    if (words.length < 2) this.close();
    else this.timer = setTimeout(() => this.ask(words), 180);
  }

  async ask(words) {
    try {
      if (!this.known.has(words)) {
        this.request = new AbortController();
        const address = `${this.input.dataset.waComplete}?${new URLSearchParams({ q: words })}`;
        const response = await fetch(address, { signal: this.request.signal, credentials: "same-origin" });
        if (!response.ok) throw new Error();
        this.known.set(words, (await response.json()).headlines);
      }
      if (words === this.input.value.trim() && this.input === document.activeElement) this.show(this.known.get(words));
    } catch {
      // Offline, logged out, asked too often: the search itself still works.
      this.close();
    }
  }

  show(headlines) {
    this.close();
    if (!headlines.length) return;
    this.box.replaceChildren(...headlines.map((headline, place) => {
      const option = document.createElement("li");
      option.id = `${this.box.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dir = "auto";
      option.textContent = headline;
      return option;
    }));
    this.box.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    say(fill(this.input.dataset.waCount, { count: headlines.length }));
  }

  close() {
    this.box.hidden = true;
    this.at = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const options = [...this.box.children];
    const place = this.at ? options.indexOf(this.at) + step : step > 0 ? 0 : options.length - 1;
    this.at?.setAttribute("aria-selected", "false");
    // Past either end lies what was typed.
    this.at = options[place] ?? null;
    if (!this.at) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    this.at.setAttribute("aria-selected", "true");
    this.at.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.at.id);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.box.hidden) this.later();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && !this.box.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.at) {
      event.preventDefault();
      this.pick(this.at);
    }
  }

  pick(option) {
    if (!option) return;
    this.input.value = option.textContent;
    this.close();
    find.requestSubmit();
  }
}

const input = find?.querySelector("[data-wa-complete]");
if (input) new Completion(input);
