// The share dialog: one item, one network after the other. Everything it shows comes from the server.

const parser = new DOMParser();
const WITHIN = { start: 1000, fix: 500 }; // ms: two taps are one wish

function answered(html) {
  const page = parser.parseFromString(html, "text/html");
  const content = page.querySelector("[data-wa-dialog]");
  const said = [...page.querySelectorAll(".wa-page > [role=status] .wa-note")].map((each) => each.textContent.trim());
  return { content, said };
}

/** Keeps one place on the page in step with the server: a dialog, or the plain page itself. */
export class Sitting {
  constructor(place, kit, scroller = null) {
    Object.assign(this, { place, kit, scroller, turn: 0, last: {}, opened: false });
    this.voice = document.createElement("p");
    this.voice.className = "wa-hidden";
    this.voice.dataset.waVoice = "";
    this.voice.setAttribute("role", "status");
    this.saying = [];
    place.after(this.voice);
    place.addEventListener("submit", (event) => this.submit(event));
    this.back = () => this.returned();
    document.addEventListener("visibilitychange", this.back);
    window.addEventListener("focus", this.back);
  }

  /** Says something to people who listen, once what is going on has ended. */
  say(...sentences) {
    this.saying.push(...sentences.filter(Boolean));
    if (!this.saying.length) return;
    clearTimeout(this.soon);
    // The same words twice are said twice.
    this.voice.textContent = "";
    this.soon = setTimeout(() => { this.voice.textContent = this.saying.splice(0).join(" "); }, 100);
  }

  end() {
    this.leave?.();
    document.removeEventListener("visibilitychange", this.back);
    window.removeEventListener("focus", this.back);
  }

  get form() {
    return this.place.querySelector(".wa-share__form");
  }

  show({ content, said = [] }) {
    const kept = this.scroller?.scrollTop ?? 0;
    const fresh = document.adoptNode(content);
    if (fresh.querySelector("[data-wa-after]")) this.opened = false;
    for (const sentence of said) {
      const note = document.createElement("p");
      Object.assign(note, { className: "wa-note", textContent: sentence });
      note.setAttribute("role", "status");
      fresh.prepend(note);
    }
    this.place.replaceChildren(fresh);
    // What is pressed in it is a new wish; where it asks to look again, the second half of a double click is none.
    if (!fresh.querySelector("[data-wa-once]")) delete this.last.start;
    this.lift();
    if (this.scroller) this.scroller.scrollTop = kept;
  }

  lift() {
    for (const hint of this.place.querySelectorAll("[data-wa-lifted]")) hint.hidden = false;
    for (const hint of this.place.querySelectorAll("[data-wa-plain]")) hint.hidden = true;
    this.kit.liftCopying?.(this.place);
    this.kit.liftDrafts?.(this);
    this.leave?.();
    this.refused = this.leave = this.mark = null;
    if (!this.form) return;
    this.kit.liftMarks?.(this);
    this.kit.liftWords?.(this);
    this.kit.liftSheet?.(this);
    this.place.querySelector("[data-wa-retry]")?.addEventListener("click", () => this.retry());
  }

  focus(selector = "#wa-share-title", instead = "#wa-share-title") {
    const alert = this.place.querySelector("[role=alert]:not([hidden])");
    alert?.setAttribute("tabindex", "-1");
    const at = alert ?? this.place.querySelector(selector) ?? this.place.querySelector(instead);
    at?.focus();
    if (this.scroller && at?.id === "wa-share-title") this.scroller.scrollTop = 0;
  }

  async submit(event) {
    const form = event.target;
    const button = event.submitter;
    if (event.timeStamp - this.last[button?.name] < WITHIN[button?.name]) {
      // A double tap is one wish, and one tab.
      event.preventDefault();
      return;
    }
    if (button?.name) this.last[button.name] = event.timeStamp;
    if (button?.formTarget === "_blank" && navigator.onLine !== false && !this.refused?.()) {
      // The new tab is opened by the form itself, inside the tap, so that nothing blocks it.
      // What was asked before has lost its turn: its answer would wipe away what this page now says.
      this.turn += 1;
      this.leave?.();
      this.start(form, button);
      return;
    }
    event.preventDefault();
    if (button?.name === "switch" && button.ariaPressed === "true") return;
    this.wish = { form, button };
    const turn = ++this.turn;
    const before = this.form?.elements.words.value;
    const answer = Promise.resolve(this.leave?.()).then(() => this.ask(form, button));
    const copied = button?.dataset.waCopies === "all" ? this.kit.copyLater(answer.then(this.kit.finished)) : null;
    if (button) button.ariaBusy = "true";
    try {
      const found = await answer;
      // Somebody has chosen another network meanwhile: the later answer counts.
      if (turn !== this.turn) return;
      if (form.matches("[data-wa-question]")) return this.thank(form, found);
      this.show(found);
      this.settle(button, before);
      if (await copied) this.kit.tell(this.place, "copied");
    } catch (problem) {
      if (turn === this.turn) this.fail(problem, form, button);
    } finally {
      if (button) button.ariaBusy = null;
    }
  }

  async send(form, body, options = {}) {
    try {
      const response = await fetch(form.action, { method: "POST", body, credentials: "same-origin", ...options });
      // A page of refusal is none of ours, and its styles are not allowed here.
      const found = response.status === 403 ? { said: [] } : answered(await response.text());
      return { ...found, status: response.status };
    } catch (problem) {
      if (problem.name !== "AbortError") problem.isOffline = true;
      throw problem;
    }
  }

  async ask(form, button, more = {}, options = {}) {
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    for (const [name, value] of Object.entries(more)) data.append(name, value);
    let found = await this.send(form, data, options);
    if (found.status === 403 && (await this.renew(form))) {
      data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      found = await this.send(form, data, options);
    }
    if (!found.content) throw new Error("not a dialog");
    return found;
  }

  /** After a login in another tab the forms here are of before it: they take the token of now, and the words stay. */
  async renew(form) {
    const response = await fetch(form.action, { credentials: "same-origin" });
    const fresh = answered(await response.text()).content?.querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return false;
    for (const each of this.place.querySelectorAll("[name=csrfmiddlewaretoken]")) each.value = fresh.value;
    return true;
  }

  start(form, button) {
    this.opened = true;
    this.kit.markStarted?.(form);
    const copies = button.dataset.waCopies ? this.kit.copy(form.elements.words.value) : Promise.resolve(true);
    copies.then((copied) => {
      const done = form.querySelector("[data-wa-done]");
      done.querySelector("[data-wa-copied]")?.toggleAttribute("hidden", !copied);
      done.querySelector("[data-wa-not-copied]")?.toggleAttribute("hidden", copied);
      done.hidden = false;
      done.querySelector("h2").focus();
      if (!copied) form.elements.words.select();
    });
  }

  /** Back from the network: the server knows whether the share was stored, and what to ask. */
  async returned() {
    if (!this.opened || document.visibilityState !== "visible" || !this.form || this.asking) return;
    this.asking = true;
    const turn = ++this.turn;
    try {
      await this.leave?.();
      const found = await this.ask(this.form, null, { after: "1" });
      // Without a form it is closed, or was closed once it was shared: then there is nothing to go on with.
      const goesOn = found.content.querySelector(".wa-share__form");
      if (turn !== this.turn || (goesOn && !found.content.querySelector("[data-wa-after]"))) return;
      this.show(found);
      this.focus(goesOn ? "#wa-after-title" : undefined);
    } catch {
      // Next time they come back.
    } finally {
      this.asking = false;
    }
  }

  settle(button, before) {
    const at = {
      switch: "[aria-pressed=true][name=switch]",
      another: "[name=another]",
      back: "#wa-words",
      disclose: "#wa-words",
      fix: "[name=fix]",
      settle: "[data-wa-answer], #wa-gate",
      dispute: "[data-wa-answer]",
      look: "#wa-words",
    }[button?.name];
    // What a fix has changed is said; the focus goes on to the next one, or to the words.
    if (button?.name === "fix") this.say(this.place.querySelector("[data-wa-answer]")?.textContent);
    this.focus(at, button?.name === "fix" ? "#wa-words" : undefined);
    // Kept words are put back in a moment.
    setTimeout(() => {
      const words = this.form?.elements.words.value;
      if (words !== before && at && at !== "#wa-words" && at !== "[name=fix]") this.say(words);
    });
  }

  thank(form, { content, said }) {
    const alert = content.querySelector("[role=alert]");
    if (alert) {
      form.querySelector("[role=alert]")?.remove();
      alert.id = "wa-question-refusal";
      alert.tabIndex = -1;
      form.prepend(document.adoptNode(alert));
      form.elements.url.setAttribute("aria-invalid", "true");
      form.elements.url.setAttribute("aria-describedby", alert.id);
      alert.focus();
      return;
    }
    const note = document.createElement("p");
    Object.assign(note, { className: "wa-note", textContent: said.join(" "), tabIndex: -1 });
    note.setAttribute("role", "status");
    form.replaceWith(note);
    note.focus();
  }

  fail(problem, form, button) {
    const note = this.place.querySelector("[data-wa-offline]");
    if (note && (problem.isOffline || navigator.onLine === false)) {
      note.hidden = false;
      note.scrollIntoView({ block: "nearest" });
      return;
    }
    // Logged out, or a page we do not know: let the browser do it, and show what it has to say.
    if (button?.name) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: button.name, value: button.value });
      form.append(hidden);
    }
    form.submit();
  }

  retry() {
    this.place.querySelector("[data-wa-offline]").hidden = true;
    this.last = {};
    if (this.wish?.form.isConnected) this.wish.form.requestSubmit(this.wish.button);
  }
}

/** Opens what `page`, a response on its way, says in a dialog above the page of `opener`. */
export async function openDialog(opener, page, kit) {
  const response = await page;
  const found = response.redirected ? {} : answered(await response.text());
  if (!found.content) {
    // A login, or a page we do not know: go there as the link says.
    location.assign(opener.href);
    return;
  }
  const dialog = document.createElement("dialog");
  dialog.className = "wa-dialog";
  dialog.setAttribute("aria-labelledby", "wa-share-title");
  dialog.innerHTML =
    '<form class="wa-dialog__top" method="dialog"><button class="wa-button wa-button--quiet wa-dialog__close" data-wa-close>' +
    '<svg class="wa-icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M6 6l12 12M18 6 6 18"/></svg>' +
    '</button></form><div class="wa-dialog__body"></div>';
  dialog.querySelector("[data-wa-close]").setAttribute("aria-label", opener.dataset.waClose || "×");
  document.body.append(dialog);
  const sitting = new Sitting(dialog.querySelector(".wa-dialog__body"), kit, dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    sitting.end();
    opener.focus();
  });
  sitting.show(found);
  dialog.showModal();
  sitting.focus();
}

/** The dialog as a page of its own. */
export function liftPage(content, kit) {
  const place = document.createElement("div");
  content.replaceWith(place);
  place.append(content);
  new Sitting(place, kit).lift();
}
