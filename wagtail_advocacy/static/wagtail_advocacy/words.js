// Beside the words: how much room is left, hashtags as chips, the post as it will look, remarks while somebody writes.

const IDLE = 1000; // ms without a key before the server, or a screen reader, hears of it
const SHOWN_FROM = 500;
const NEARLY = 50;

/** Says something to people who listen. */
export function say(place, sentence) {
  const status = place.querySelector("[data-wa-length-said]");
  if (status) status.textContent = sentence;
}

function pattern(tag) {
  const plain = tag.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_#])#${plain}(?![\\p{L}\\p{N}_])[ \\t]?`, "giu");
}

// As with_tag_turned() on the server.
function turned(words, tag) {
  if (pattern(tag).test(words)) return words.replace(pattern(tag), "").replace(/[ \t]+$/gm, "").trim();
  const kept = words.trimEnd();
  const last = kept.slice(kept.lastIndexOf("\n") + 1);
  return kept ? `${kept}${/^(#[\p{L}\p{N}_]+\s*)+$/u.test(last) ? " " : "\n\n"}#${tag}` : `#${tag}`;
}

export function liftWords(sitting) {
  const { form, kit, place } = sitting;
  const words = form.elements.words;
  const length = form.querySelector("[data-wa-length]");
  const mirror = form.querySelector("[data-wa-mirror]");
  const link = form.querySelector("[data-wa-link]")?.textContent ?? "";
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
  let waiting, looking, seen = words.value;

  function tellLength() {
    if (!length || !kit.measure) return;
    const { left, bytesOver } = kit.measure(JSON.parse(length.dataset.waLength), { text: words.value.trim(), link });
    if (left === null && !bytesOver) return;
    const over = bytesOver > 0 && left >= 0 ? bytesOver : Math.max(0, -left);
    const sentence = over ? length.dataset.waOver : length.dataset.waLeft;
    length.classList.toggle("wa-length--over", over > 0);
    length.textContent = over || left <= SHOWN_FROM ? sentence.replace("{number}", number.format(over || left)) : "";
    return over > 0 || left <= NEARLY;
  }

  function follow() {
    if (mirror) mirror.textContent = words.value;
    for (const chip of form.querySelectorAll("[name=tag]")) chip.ariaPressed = String(pattern(chip.value).test(words.value));
    const tight = tellLength();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (tight) say(place, length.textContent);
      look();
    }, IDLE);
  }

  async function look() {
    if (!form.isConnected || words.value === seen || navigator.onLine === false) return;
    seen = words.value;
    looking?.abort();
    looking = new AbortController();
    try {
      const { content } = await sitting.ask(form, null, { look: "1" }, looking.signal);
      const remarks = content.querySelector("[data-wa-remarks]");
      const here = form.querySelector("[data-wa-remarks]");
      // Nobody loses the button that they are about to press.
      if (remarks && here && !here.contains(document.activeElement)) here.replaceWith(document.adoptNode(remarks));
    } catch {
      // The server says it when they share.
    }
  }

  words.addEventListener("input", follow);
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[name=tag]");
    if (!chip) return;
    event.preventDefault();
    words.value = turned(words.value, chip.value);
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });
  tellLength();
}
