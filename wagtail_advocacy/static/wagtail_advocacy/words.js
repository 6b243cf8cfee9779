// Beside the words: how much room is left, hashtags as chips, the post as it will look, remarks while somebody writes.

const IDLE = 1000; // ms without a key before the server, or a screen reader, hears of it
const SHOWN_FROM = 500;
const NEARLY = 50;

/** What stands under the words, sentence by sentence. */
function sentencesOf(remarks) {
  return [...remarks.querySelectorAll("[data-wa-remark]")].map((each) => each.textContent.replace(/\s+/g, " ").trim());
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
  const { form, kit } = sitting;
  const words = form.elements.words;
  const length = form.querySelector("[data-wa-length]");
  const mirror = form.querySelector("[data-wa-mirror]");
  const link = form.querySelector("[data-wa-link]")?.textContent ?? "";
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
  const offered = words.value;
  let waiting, looking, seen = offered, judged = offered;
  let isOver = length?.classList.contains("wa-length--over");

  function tellLength() {
    if (!length || !kit.measure) return;
    const { left, bytesOver } = kit.measure(JSON.parse(length.dataset.waLength), { text: words.value.trim(), link });
    if (left === null && !bytesOver) {
      // Only the server can tell.
      if (words.value !== offered) isOver = false;
      return;
    }
    const over = bytesOver > 0 && left >= 0 ? bytesOver : Math.max(0, -left);
    const sentence = over ? length.dataset.waOver : length.dataset.waLeft;
    isOver = over > 0;
    length.classList.toggle("wa-length--over", isOver);
    length.textContent = over || left <= SHOWN_FROM ? sentence.replace("{number}", number.format(over || left)) : "";
    return over > 0 || left <= NEARLY;
  }

  function follow() {
    if (mirror) mirror.textContent = words.value;
    for (const chip of form.querySelectorAll("[name=tag]")) chip.ariaPressed = String(pattern(chip.value).test(words.value));
    lookSoon(tellLength());
  }

  function lookSoon(tight) {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const remarks = await look();
      sitting.say(tight ? length.textContent : "", ...remarks);
    }, IDLE);
  }

  /** Asks the server about the words; returns what it had not said before. */
  async function look() {
    if (!form.isConnected || words.value === seen || navigator.onLine === false) return [];
    const asked = seen = words.value;
    looking?.abort();
    looking = new AbortController();
    try {
      const { content } = await sitting.ask(form, null, { look: "1" }, { signal: looking.signal });
      const remarks = content.querySelector("[data-wa-remarks]");
      const here = form.querySelector("[data-wa-remarks]");
      if (!remarks || !here) return [];
      if (here.contains(document.activeElement)) {
        // Nobody loses the button that they are about to press, or what they are writing there.
        seen = judged;
        return [];
      }
      const known = sentencesOf(here);
      here.replaceWith(document.adoptNode(remarks));
      judged = asked;
      sitting.mark?.(asked, content.querySelector("[name=words]").defaultValue);
      return sentencesOf(remarks).filter((sentence) => !known.includes(sentence));
    } catch {
      // The server says it when they share.
      return [];
    }
  }

  words.addEventListener("input", follow);
  form.addEventListener("focusout", ({ target }) => {
    if (target.closest("[data-wa-remarks]") && words.value !== seen) lookSoon();
  });
  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[name=tag]");
    if (!chip) return;
    event.preventDefault();
    words.value = turned(words.value, chip.value);
    words.dispatchEvent(new Event("input", { bubbles: true }));
  });
  tellLength();
  /** Whether it is known that these words are not shared yet: refused, asked about once, or behind a gate. */
  sitting.refused = () =>
    isOver ||
    form.querySelector("[data-wa-shut]") !== null ||
    (judged === words.value && form.querySelector(".wa-remark--stop, [data-wa-asks]") !== null);
}
