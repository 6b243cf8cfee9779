// Marks behind the words: what the remarks below speak of, as long as it stands there.

const RANK = ["stop", "should", "tip", "hint"];
const DROPPED = /[\s\u0000-\u001f\u007f-\u009f]/; // by the server: controls, and blanks around the words
const WORD_AHEAD = /^[\p{L}\p{M}\p{N}]/u;
const WORD_BEHIND = /[\p{L}\p{M}\p{N}]$/u;
const METRICS = [
  "fontFamily", "fontSize", "fontStyle", "fontWeight", "fontStretch", "fontKerning", "fontFeatureSettings", "letterSpacing",
  "wordSpacing", "lineHeight", "textIndent", "textTransform", "tabSize", "whiteSpace", "overflowWrap", "wordBreak",
  "lineBreak", "hyphens", "paddingTop", "paddingRight", "paddingBottom", "paddingLeft", "borderTopWidth",
  "borderRightWidth", "borderBottomWidth", "borderLeftWidth", "direction", "unicodeBidi", "textAlign",
];

/** For each code point of `clean`, and its end, where it stands in `typed`, of which the server made it. */
function placesOf(clean, typed) {
  const places = [];
  let at = 0;
  for (const letter of clean) {
    while (at < typed.length && !typed.startsWith(letter, at) && DROPPED.test(typed[at])) at += 1;
    if (!typed.startsWith(letter, at)) break;
    places.push(at);
    at += letter.length;
  }
  return [...places, at];
}

/** The marks of `remarks`, with where they begin and end in `typed`, as scripts count. */
function marksOf(remarks, clean, typed) {
  const places = placesOf(clean, typed);
  return [...remarks.querySelectorAll("[data-wa-span]")].flatMap((remark) => {
    const [start, end] = remark.dataset.waSpan.split(" ").map((place) => places[place]);
    const kind = RANK.find((each) => remark.classList.contains(`wa-remark--${each}`)) ?? "hint";
    return end > start ? [{ start, end, kind }] : [];
  });
}

/** The marks that are left when `old` has become `now`: those before a change stay, those behind it move along. */
function moved(marks, old, now) {
  const shorter = Math.min(old.length, now.length);
  let same = 0;
  while (same < shorter && old[same] === now[same]) same += 1;
  let tail = 0;
  while (tail < shorter - same && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const further = now.length - old.length;
  return marks.flatMap((mark) => {
    if (mark.end < same) return [mark];
    // Letters that join marked words make others of them.
    if (mark.end === same && !WORD_AHEAD.test(now.slice(same))) return [mark];
    if (mark.start < old.length - tail) return [];
    const place = { ...mark, start: mark.start + further, end: mark.end + further };
    const joined = mark.start === old.length - tail && WORD_BEHIND.test(now.slice(0, place.start));
    return joined ? [] : [place];
  });
}

/** `text` in pieces, each with the gravest mark that lies on it. */
function* pieces(text, marks) {
  const ends = [...new Set([0, text.length, ...marks.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  for (const [place, start] of ends.slice(0, -1).entries()) {
    const on = marks.filter((mark) => mark.start <= start && mark.end > start);
    const kind = RANK.find((each) => on.some((mark) => mark.kind === each));
    yield { text: text.slice(start, ends[place + 1]), kind };
  }
}

export function liftMarks(sitting) {
  const { form } = sitting;
  const words = form.elements.words;
  const shade = document.createElement("span");
  shade.className = "wa-marks";
  shade.ariaHidden = "true";
  shade.dir = "auto";
  let judged = { typed: words.value, marks: [] };
  let marks = [];
  let known = words.value;

  function fits() {
    const [one, other] = [getComputedStyle(words), getComputedStyle(shade)];
    return shade.clientWidth === words.clientWidth && METRICS.every((name) => one[name] === other[name]);
  }

  function draw() {
    if (!marks.length) {
      shade.remove();
      return;
    }
    const text = words.value;
    const nodes = [...pieces(text, marks)].map((piece) => {
      if (!piece.kind) return piece.text;
      const mark = document.createElement("mark");
      Object.assign(mark, { className: `wa-mark--${piece.kind}`, textContent: piece.text });
      return mark;
    });
    // A line that is still empty has its height in the box, too.
    shade.replaceChildren(...nodes, "\n");
    words.before(shade);
    // A site's own styles may set the box in another way: then a mark would lie on other words.
    if (!fits()) shade.remove();
    follow();
  }

  function follow() {
    shade.scrollTop = words.scrollTop;
  }

  /** Marks what the remarks speak of: they are about `clean`, which the server made of `typed`. */
  sitting.mark = (typed, clean) => {
    judged = { typed, marks: marksOf(form.querySelector("[data-wa-remarks]"), clean, typed) };
    known = words.value;
    marks = moved(judged.marks, typed, known);
    draw();
  };

  words.addEventListener("input", () => {
    const none = !marks.length;
    // The server is not asked again about words that it has seen.
    marks = words.value === judged.typed ? judged.marks : moved(marks, known, words.value);
    known = words.value;
    if (marks.length || !none) draw();
  });
  words.addEventListener("scroll", follow);
  sitting.mark(words.value, words.defaultValue);
}
