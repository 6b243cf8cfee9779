// Taking words and link along: the clipboard.

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
