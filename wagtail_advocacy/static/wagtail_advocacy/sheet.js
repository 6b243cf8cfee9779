// The share sheet of phones. Stored first, so that the link lives when the sheet opens; what no app got is taken back.

const OPENS = 2; // times that a browser may ask for one more tap

async function pictureFile(address) {
  try {
    const blob = await (await fetch(address)).blob();
    const file = new File([blob], address.split("/").pop().split("?")[0], { type: blob.type });
    return navigator.canShare({ files: [file] }) ? [file] : [];
  } catch {
    return [];
  }
}

export function liftSheet(sitting) {
  const { form, kit } = sitting;
  const button = form.querySelector("[data-wa-sheet]");
  if (!button || !navigator.canShare?.({ text: "x" }) || !matchMedia("(pointer: coarse)").matches) return;
  button.hidden = false;
  const words = form.elements.words;
  const said = form.querySelector("[data-wa-sheet-said]");
  let ready = null; // stored, and handed to no app yet
  let leaving = Promise.resolve(true);
  let busy = false;

  const tell = (what) => { said.textContent = said.dataset[what] ?? ""; };

  async function prepare() {
    await leaving;
    const [found, files] = await Promise.all([
      sitting.ask(form, null, { start: button.value }),
      button.dataset.waPicture ? pictureFile(button.dataset.waPicture) : [],
    ]);
    if (!found.content.matches(".wa-started")) {
      if (form.isConnected) {
        sitting.show(found);
        sitting.focus();
      }
      return null;
    }
    const text = kit.finished(found);
    // A share that was there before this tap is not ours to take back.
    const undo = found.content.matches("[data-wa-new]") ? found.content.querySelector("form[data-wa-undo]") : null;
    return { undo, data: files.length ? { text, files } : { text }, opened: 0 };
  }

  async function undone(undo, keepalive) {
    try {
      const { content, said: sentences, status } = await sitting.send(undo, new FormData(undo), { keepalive });
      const fresh = content?.querySelector("[name=device]");
      if (fresh) form.elements.device.value = fresh.value;
      return status === 404 || (status !== 422 && sentences.length > 0);
    } catch {
      return false;
    }
  }

  /** Takes back what no app got; says so where that failed. */
  async function letGo(event) {
    const left = ready;
    ready = null;
    if (left?.undo) {
      leaving = undone(left.undo, event?.type === "pagehide");
      if (!(await leaving)) tell("waKept");
    }
    return leaving;
  }

  async function hand() {
    const handed = ready;
    ready = null;
    try {
      handed.opened += 1;
      await navigator.share(handed.data);
    } catch (problem) {
      ready = handed;
      if (problem.name === "NotAllowedError" && handed.opened < OPENS) tell("waAgain");
      else if (await letGo()) tell(problem.name === "AbortError" ? "waCancelled" : "waRefused");
      return;
    }
    kit.markStarted?.(form);
    sitting.opened = true;
    await sitting.returned();
  }

  button.addEventListener("click", async () => {
    if (busy || !form.reportValidity()) return;
    const typed = words.value;
    busy = true;
    button.ariaBusy = "true";
    tell("");
    try {
      ready ??= await prepare();
      if (ready && form.isConnected && words.value === typed) await hand();
      else if (ready && (await letGo())) tell("waAgain");
    } catch (problem) {
      sitting.fail(problem, form, null);
    } finally {
      busy = false;
      button.ariaBusy = null;
    }
  });
  words.addEventListener("input", letGo);
  addEventListener("pagehide", letGo);
  sitting.leave = () => {
    if (!form.isConnected) removeEventListener("pagehide", letGo);
    return letGo();
  };
}
