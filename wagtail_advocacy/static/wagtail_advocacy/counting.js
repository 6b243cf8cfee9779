// Tells the length of a post while somebody types, by the network's own rule. The same rules and patterns as in
// networks/counting.py; what the server counts is the truth.

const URL_LENGTH = 23;

const WORD = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200C\u200D`;
const COUNTRIES =
  "acdefgilmnoqrstuwxz babdefghijlmnoqrstvwyz cacdfghiklmnoruvwxyz dejkmoz eceghrstu fijkmor " +
  "gabdefghilmnpqrstuwy hkmnrtu idelmnoqrst jemop keghimnprwyz labcikrstuvy macdefghklmnopqrstuvwxyz " +
  "nacefgilopruz om paefghklmnrstwy qa reosuw sabcdeghijklmnorstuvxyz tcdfghjklmnoprtvwz uagkmsyz vaceginu " +
  "wfs yet zamw";
const GENERIC =
  "academy|agency|app|art|biz|blog|careers|club|cloud|coop|com|community|company|consulting|design|dev|digital|edu|" +
  "education|email|energy|events|finance|foundation|global|gov|group|health|info|int|jobs|law|live|media|mil|museum|" +
  "name|net|network|news|online|org|page|photo|press|pro|shop|site|social|software|solutions|store|studio|support|" +
  "systems|team|tech|today|tools|training|travel|tv|co|video|website|wiki|work|works|world|xyz|zone";
const ENDINGS = [
  ...GENERIC.split("|").map((each) => each.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)),
  ...COUNTRIES.split(" ").map(([first, ...rest]) => {
    const second = rest.join("");
    return `[${first}${first.toUpperCase()}][${second}${second.toUpperCase()}]`;
  }),
].join("|");
const CHARACTER = String.raw`[!#-'*-;=?-Z\[\]_a-z|~\u00C0-\u024F\u0400-\u04FF]`;
const PATH = String.raw`(?:${CHARACTER}|\(${CHARACTER}*\))*(?<=[A-Za-z0-9=_#/+)\-\u00C0-\u024F\u0400-\u04FF])`;
const TAIL = `(?::[0-9]+)?(?:[/?]${PATH})?`;
const LETTER = String.raw`(?![a-zA-Z\p{Nd}_])[${WORD}]`;
const FULL_URL =
  String.raw`[hH][tT][tT][pP][sS]?://(?:[${WORD}\-]+\.){1,126}` +
  String.raw`(?:[a-zA-Z][a-zA-Z0-9\-]*[a-zA-Z0-9]|(?:${LETTER}){2,})${TAIL}`;
const BARE_URL =
  String.raw`(?<![A-Za-z0-9@$#_./\-])` +
  String.raw`(?:[a-zA-Z0-9_\-]+\.){1,126}(?:${ENDINGS})(?![a-zA-Z0-9@_\-])${TAIL}`;
const TAG_CHARACTERS = "[\u{e0020}-\u{e007e}]+\u{e007f}";
const EMOJI_UNIT = String.raw`(?:[©®]\uFE0F|(?![0-9#*©®])\p{Emoji}(?!\uFE0E)(?:\uFE0F|\p{Emoji_Modifier})?)`;

export const PATTERNS = {
  word: `[${WORD}]`,
  mastodonUrl: FULL_URL,
  xUrl: `${FULL_URL}|${BARE_URL}`,
  mention: String.raw`(?<![/${WORD}])(@[${WORD}](?:[${WORD}.\-]*[${WORD}])?)@[${WORD}.\-]*[${WORD}]`,
  emoji:
    String.raw`\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3` +
    String.raw`|${EMOJI_UNIT}(?:${TAG_CHARACTERS})?(?:\u200D${EMOJI_UNIT})*`,
  heavy: String.raw`[^\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]`,
  marks: String.raw`(\p{M}{31,})`,
};

const made = {};

// Made when first asked for: a browser that does not know what a pattern says loses this one only.
function pattern(name) {
  made[name] ??= new RegExp(PATTERNS[name], "gu");
  made[name].lastIndex = 0;
  return made[name];
}

function subn(name, text, put = " ") {
  let times = 0;
  const left = text.replace(pattern(name), (...found) => (times++, put === " " ? put : found[1]));
  return [left, times];
}

const points = (text) => {
  let number = 0;
  for (const _each of text) number++;
  return number;
};

// Without Intl.Segmenter: right for what people type, but for some scripts of South Asia and old Korean.
const AFTER = String.raw`\p{M}\p{Emoji_Modifier}\u200C\u200D\u{E0020}-\u{E007F}`;
const CLUSTER =
  String.raw`\r\n|\p{Regional_Indicator}{2}|\p{Extended_Pictographic}[${AFTER}]*` +
  String.raw`(?:(?<=\u200D)\p{Extended_Pictographic}[${AFTER}]*)*|[^][${AFTER}]*`;

function graphemes(text) {
  if (!globalThis.Intl?.Segmenter) return text.match(new RegExp(CLUSTER, "gu"))?.length ?? 0;
  let number = 0;
  const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
  // A letter stands in for each flag, as on the server: a long run of flags would take quadratic time.
  for (const _each of segmenter.segment(text.replace(/\p{Regional_Indicator}{2}/gu, "x"))) number++;
  return number;
}

function nfc(text) {
  return text
    .split(pattern("marks"))
    .map((part, index) => (index % 2 ? part : part.normalize("NFC")))
    .join("");
}

const RULES = {
  "code points": points,
  "utf-16": (text) => text.length,
  graphemes,
  bluesky: graphemes,
  x(text) {
    const [rest, links] = subn("xUrl", nfc(text));
    const [plain, emoji] = subn("emoji", rest);
    return points(plain) + subn("heavy", plain)[1] + emoji + links * (URL_LENGTH - 1);
  },
  mastodon(text) {
    const [rest, links] = subn("mastodonUrl", text);
    return graphemes(subn("mention", rest, "$1")[0]) + links * (URL_LENGTH - 1);
  },
  threads(text) {
    return (text.match(pattern("emoji")) ?? []).reduce((sum, each) => sum + bytes(each) - points(each), points(text));
  },
};

/** Length of a text by a rule's name; null where this browser cannot tell: then say nothing, the server will. */
export function count(rule, text) {
  try {
    return Object.hasOwn(RULES, rule) ? RULES[rule](text) : null;
  } catch {
    return null;
  }
}

/** Bytes of a text in UTF-8. */
export function bytes(text) {
  return new TextEncoder().encode(text).length;
}

const LONE = /[\ud800-\udfff]/gu;
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g;
const ENDS = { "\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069" };

/** A text as the server hands it on. */
export function clean(text) {
  text = text.replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(LONE, "");
  const ends = [];
  for (const [mark] of text.slice(text.lastIndexOf("\n") + 1).matchAll(/[\u202a-\u202e\u2066-\u2069]/g)) {
    if (ENDS[mark]) ends.push(ENDS[mark]);
    else if (mark === "\u2069" && ends.includes(mark)) while (ends.pop() !== mark);
    else if (mark === "\u202c" && ends.at(-1) === mark) ends.pop();
  }
  return text + ends.reverse().join("");
}

/** A text with its hashtags behind it, those it does not hold already. */
export function withTags(text, hashtags = []) {
  const there = new Set([...text.matchAll(new RegExp(`#(${PATTERNS.word}+)`, "gu"))].map((found) => found[1].toLowerCase()));
  return join(text, hashtags.filter((tag) => !there.has(tag.toLowerCase())).map((tag) => `#${tag}`).join(" "));
}

function join(text, link) {
  if (!link || text.split(/[^\S\ufeff]+/u).includes(link)) return text;
  return !text || /[^\S\ufeff]$/u.test(text) ? text + link : `${text} ${link}`;
}

/**
 * What a finished post measures. `network` is what `Network.measures()` says on the server.
 * Returns { length, left, bytesOver }; `length` is null where this browser cannot tell, `left` also where nothing limits.
 */
export function measure(network, { text, hashtags = [], link = "" }) {
  const words = withTags(clean(text), hashtags);
  const post = network.linkInText ? join(words, link) : words;
  const length = count(network.counting, post);
  return {
    length,
    left: length === null || network.limit === null ? null : network.limit - length,
    bytesOver: network.limitBytes === null ? 0 : Math.max(0, bytes(post) - network.limitBytes),
  };
}
