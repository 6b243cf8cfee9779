// Lifts the share dialog into the page it was opened from. Without this file every link and form works by itself.
// The modules come along when a dialog is first opened; their addresses stand on our script tag, because a site may
// serve files under hashed names.

const tag = document.querySelector("script[data-wa-modules]");
let kit;

function load() {
  kit ??= Promise.all(
    (tag?.dataset.waModules ?? "").split(" ").filter(Boolean).map((address) => import(address)),
  ).then((modules) => Object.assign({}, ...modules));
  return kit;
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("a[data-wa-share]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!opener || !plain || !("showModal" in HTMLDialogElement.prototype)) return;
  event.preventDefault();
  if (opener.ariaBusy === "true") return;
  opener.ariaBusy = "true";
  const page = fetch(opener.href, { credentials: "same-origin" });
  load()
    .then((modules) => modules.openDialog(opener, page, modules))
    .catch(() => location.assign(opener.href))
    .finally(() => { opener.ariaBusy = null; });
  page.catch(() => {});
});

const plainPage = document.querySelector("[data-wa-dialog]");
if (plainPage) load().then((modules) => modules.liftPage(plainPage, modules), () => {});
else if (document.querySelector("[data-wa-copy]")) load().then((modules) => modules.liftCopying(document), () => {});
