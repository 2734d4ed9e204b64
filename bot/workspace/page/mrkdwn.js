/** Slack's own markup, "mrkdwn", as nodes. */

import { el } from "/page/dom.js";
import { told } from "/page/days.js";
import { EMOJI, emojiNode } from "/page/emoji.js";
import { anchor, broadcast, channelLink, mention } from "/page/link.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]*[^*\\s])\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^\\n]{0,999}?[^_\\s])_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]*[^~\\s])~(?![\\w~])",
    ":([a-z0-9_+-]+):",
    "(https?:\\/\\/[^\\s<>]*[^\\s<>.,;:!?)\"'])",
  ].join("|"),
  "g",
);

/** The three characters that Slack escapes, as themselves. */
export const plain = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** A text object of either kind as nodes. */
export function textOf(text) {
  if (!text) return [];
  if (typeof text === "string") return lines(text);
  if (text.type === "mrkdwn") return mrkdwn(text.text);
  return lines(text.text, text.emoji !== false);
}

/** Plain text: emoji at most, and its line breaks. */
export function lines(text, withEmoji = true) {
  if (!withEmoji) return [String(text ?? "")];
  return String(text ?? "")
    .split(/:([a-z0-9_+-]+):/)
    .map((piece, place) => (place % 2 === 0 ? piece : emojiNode(piece)))
    .filter((piece) => piece !== "");
}

/** A whole text: code, quotes and lists, and what stands between them. */
export function mrkdwn(text) {
  return String(text ?? "")
    .split(/```/)
    .flatMap((piece, place, all) => {
      const isCode = place % 2 === 1 && place < all.length - 1;
      if (isCode) return [el("pre", { class: "pre" }, plain(uncovered(piece.replace(/^\n|\n$/g, ""))))];
      return paragraphs(place % 2 === 1 ? `\`\`\`${piece}` : piece);
    });
}

const uncovered = (text) =>
  text.replace(
    /<((?:https?|mailto|tel):[^<>|]*|[@#!][^<>|]*)(?:\|([^<>|]*))?>/g,
    (_, target, label) => label || target,
  );
const KINDS = [
  ["quote", /^(?:&gt;|>) ?/],
  ["bullet", /^\s*[•◦▪-]\s+/],
  ["ordered", /^\s*\d{1,3}[.)]\s+/],
];

function paragraphs(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, mark] = KINDS.find(([, pattern]) => pattern.test(line)) || ["text", null];
    const last = groups.at(-1);
    const words = mark ? line.replace(mark, "") : line;
    if (last?.kind === kind) last.lines.push(words);
    else groups.push({ kind, lines: [words], first: parseInt(line, 10) });
  }
  return groups.flatMap((group, place) => grouped(group, place, groups.length));
}

function grouped({ kind, lines: said, first }, place, count) {
  if (kind === "quote") return [el("blockquote", { class: "quote" }, spread(said))];
  if (kind === "bullet")
    return [
      el(
        "ul",
        { class: "list" },
        said.map((line) => el("li", {}, inline(line))),
      ),
    ];
  if (kind === "ordered")
    return [
      el(
        "ol",
        { class: "list", start: first || 1 },
        said.map((line) => el("li", {}, inline(line))),
      ),
    ];
  const kept = [...said];
  if (place > 0 && kept[0] === "") kept.shift();
  if (place < count - 1 && kept.at(-1) === "") kept.pop();
  return spread(kept);
}

const spread = (said) => said.flatMap((line, place) => (place ? ["\n", ...inline(line)] : inline(line)));

/** What stands in a line. */
export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(plain(text.slice(end, match.index)));
    nodes.push(marked(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(plain(text.slice(end)));
  return nodes;
}

function marked([whole, code, entity, bold, italic, strike, emoji, address]) {
  if (code) return el("code", { class: "code" }, plain(uncovered(code)));
  if (entity) return entityOf(entity);
  if (bold) return el("strong", {}, inline(bold));
  if (italic) return el("em", {}, inline(italic));
  if (strike) return el("s", {}, inline(strike));
  if (emoji) return EMOJI.has(emoji) ? emojiNode(emoji) : whole;
  return anchor(plain(address), plain(address));
}

function entityOf(entity) {
  const [target, label] = [entity.split("|", 1)[0], entity.includes("|") ? entity.slice(entity.indexOf("|") + 1) : ""];
  if (target.startsWith("@")) return mention(target.slice(1), plain(label));
  if (target.startsWith("#")) return channelLink(target.slice(1), plain(label));
  if (target.startsWith("!")) return command(target.slice(1), plain(label));
  if (!/^[a-z]+:/i.test(target)) return plain(`<${entity}>`);
  return anchor(plain(target), plain(label) || plain(target).replace(/^(mailto|tel):/, ""));
}

function command(target, label) {
  const [word, seconds, form, address] = target.split("^");
  if (word === "date" && seconds) {
    const said = told(seconds, form || "{date}");
    const time = el("time", { title: label || null }, /NaN|Invalid/.test(said) ? label : said);
    return address ? anchor(address, time) : time;
  }
  if (word.startsWith("subteam")) return broadcast(label.replace(/^@/, "") || "team");
  return broadcast(word);
}
