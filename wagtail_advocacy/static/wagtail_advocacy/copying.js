// Taking words and link along: the clipboard, and the share sheet of phones.

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Some browsers copy later only if the promise is handed over inside the tap. */
export async function copyLater(text) {
  try {
    const plain = text.then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
    return true;
  } catch {
    return false;
  }
}

/** What was shared, as the server has stored it: the same words shared again keep their first link. */
export function finished({ content }) {
  const fields = content.querySelector("[data-wa-copy]").dataset.waCopy.split(" ");
  return fields.map((id) => content.querySelector(`#${id}`).value).filter(Boolean).join("\n");
}

export function tell(root, what) {
  const status = root.querySelector("[data-wa-copy-status]");
  if (status) status.textContent = status.dataset[what];
}

export function liftCopying(place) {
  for (const button of place.querySelectorAll("[data-wa-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const fields = button.dataset.waCopy.split(" ").map((id) => document.getElementById(id));
      const copied = await copy(fields.map((field) => field.value).filter(Boolean).join("\n"));
      tell(button.parentElement, copied ? "copied" : "refused");
      if (!copied) fields[0].select();
    });
  }
}

async function pictureFile(address) {
  try {
    const blob = await (await fetch(address)).blob();
    const file = new File([blob], address.split("/").pop().split("?")[0], { type: blob.type });
    return navigator.canShare({ files: [file] }) ? [file] : [];
  } catch {
    return [];
  }
}

/** “Use an app on this device”: stored first, so that the link lives, then the sheet; a cancelled one is taken back. */
export function liftSheet(sitting) {
  const { form, place } = sitting;
  const button = form.querySelector("[data-wa-sheet]");
  if (!button || !navigator.canShare?.({ text: "x" }) || !matchMedia("(pointer: coarse)").matches) return;
  button.hidden = false;
  let ready = null;
  let busy = false;

  const status = (what) => {
    const at = place.querySelector("[data-wa-sheet-said]");
    if (at) at.textContent = at.dataset[what] ?? "";
  };

  async function prepare() {
    const [found, files] = await Promise.all([
      sitting.ask(form, null, { start: "1" }),
      button.dataset.waPicture ? pictureFile(button.dataset.waPicture) : [],
    ]);
    if (!found.content.querySelector(".wa-started [data-wa-copy]") && !found.content.matches(".wa-started")) {
      sitting.show(found);
      sitting.focus();
      return null;
    }
    return { found, data: files.length ? { text: finished(found), files } : { text: finished(found) } };
  }

  async function takeBack(found) {
    const undo = found.content.querySelector("form[data-wa-undo]");
    if (!undo) return;
    sitting.show(await sitting.ask(undo, null));
    place.querySelector(".wa-note[role=status]")?.remove();
  }

  button.addEventListener("click", async () => {
    if (busy || !form.reportValidity()) return;
    busy = true;
    status("");
    try {
      ready ??= await prepare();
      if (!ready) return;
      sitting.kit.markStarted?.(form);
      await navigator.share(ready.data);
      sitting.opened = true;
      await sitting.returned();
    } catch (problem) {
      if (problem.name === "NotAllowedError") status("waAgain");
      else if (problem.name === "AbortError") {
        await takeBack(ready.found).catch(() => {});
        status("waCancelled");
      } else sitting.fail(problem, form, null);
    } finally {
      busy = false;
    }
  });
  form.elements.words.addEventListener("input", () => { ready = null; });
}
