/** Markdown, as the `markdown` block holds it, as nodes. */

import { el } from "/page/dom.js";
import { emojiNode } from "/page/emoji.js";
import { anchor } from "/page/link.js";

const DEEPEST = 20;
const LIST = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** A whole text. */
export function markdown(text, depth = 0) {
  const nodes = [];
  const left = String(text ?? "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  while (left.length) {
    const made =
      fence(left) || heading(left) || rule(left) || table(left) || quote(left, depth) || list(left) || paragraph(left);
    if (made) nodes.push(made);
  }
  return nodes;
}

function fence(left) {
  const open = /^\s*(```+|~~~+)/.exec(left[0]);
  if (!open) return null;
  left.shift();
  const body = [];
  while (left.length && !left[0].trim().startsWith(open[1])) body.push(left.shift());
  left.shift();
  return el("pre", { class: "pre" }, body.join("\n"));
}

function heading(left) {
  const match = /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(left[0]);
  if (!match) return null;
  left.shift();
  return el(
    `h${Math.min(match[1].length + 2, 6)}`,
    { class: `md-heading md-heading-${match[1].length}` },
    spans(match[2]),
  );
}

function rule(left) {
  if (!/^\s*([-*_])(\s*\1){2,}\s*$/.test(left[0])) return null;
  left.shift();
  return el("hr", { class: "divider" });
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));

function table(left) {
  if (!left[0].includes("|") || !TABLE_RULE.test(left[1] || "")) return null;
  const head = cells(left.shift());
  left.shift();
  const rows = [];
  while (left.length && left[0].includes("|")) rows.push(cells(left.shift()));
  const row = (tag, line) =>
    el(
      "tr",
      {},
      head.map((_, place) => el(tag, {}, spans(line[place] || ""))),
    );
  return el(
    "div",
    { class: "table-wrap", tabindex: "0", role: "region", "aria-label": "Table" },
    el(
      "table",
      { class: "table" },
      el("thead", {}, row("th", head)),
      el(
        "tbody",
        {},
        rows.map((line) => row("td", line)),
      ),
    ),
  );
}

function quote(left, depth) {
  if (depth > DEEPEST || !/^\s*>/.test(left[0])) return null;
  const body = [];
  while (left.length && /^\s*>/.test(left[0])) body.push(left.shift().replace(/^\s*> ?/, ""));
  return el("blockquote", { class: "quote" }, markdown(body.join("\n"), depth + 1));
}

function list(left) {
  const first = LIST.exec(left[0]);
  if (!first) return null;
  const depth = first[1].length;
  const isOrdered = /\d/.test(first[2]);
  const items = [];
  for (let match = first; match && match[1].length >= depth; match = LIST.exec(left[0] || "")) {
    if (match[1].length > depth && items.length) items.at(-1).append(list(left));
    else {
      left.shift();
      items.push(el("li", {}, task(match[3])));
    }
  }
  return isOrdered
    ? el("ol", { class: "list", start: parseInt(first[2], 10) }, items)
    : el("ul", { class: "list" }, items);
}

function task(text) {
  const match = /^\[([ xX])\]\s+(.*)$/.exec(text);
  if (!match) return spans(text);
  const isDone = match[1] !== " ";
  return [
    el("span", { class: "md-task", role: "img", "aria-label": isDone ? "done" : "open" }, isDone ? "☑" : "☐"),
    " ",
    ...spans(match[2]),
  ];
}

function paragraph(left) {
  const body = [];
  const ends = (line) => !line.trim() || /^\s*(```|~~~|#{1,6}\s|>)/.test(line) || LIST.test(line);
  if (!left[0].trim()) {
    left.shift();
    return null;
  }
  do body.push(left.shift());
  while (left.length && !ends(left[0]));
  return el("p", { class: "md-paragraph" }, spans(body.map((line) => line.trim()).join("\n")));
}

const SPANS = new RegExp(
  [
    "\\\\([\\\\`*_{}\\[\\]()#+.!|~>-])",
    "(`+)([\\s\\S]{1,1999}?)\\2(?!`)",
    "!?\\[([^\\]\\n]{0,999})\\]\\(\\s*<?([^\\s)>]*)>?(?:\\s+[\"'][^\\n]*?[\"'])?\\s*\\)",
    "<((?:https?:\\/\\/|mailto:)[^\\s<>]+)>",
    "(\\*\\*|__)(?=\\S)([\\s\\S]{0,1999}?\\S)\\7",
    "(\\*|(?<!\\w)_)(?=[^\\s*_])([^\\n]{0,999}?[^\\s\\\\])\\9(?![\\w*])",
    "~~(?=\\S)([\\s\\S]{0,1999}?\\S)~~",
    ":([a-z0-9_+-]+):",
    "(https?:\\/\\/[^\\s<>]*[^\\s<>.,;:!?)\"'])",
  ].join("|"),
  "g",
);

/** What stands in a line. */
function spans(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(SPANS)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(span(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

function span([, escaped, , code, label, target, auto, , bold, , italic, strike, emoji, address]) {
  if (escaped) return escaped;
  if (code) return el("code", { class: "code" }, code.trim() || code);
  if (target !== undefined) return anchor(target, ...spans(label || target));
  if (auto) return anchor(auto, auto.replace(/^mailto:/, ""));
  if (bold) return el("strong", {}, spans(bold));
  if (italic) return el("em", {}, spans(italic));
  if (strike) return el("s", {}, spans(strike));
  if (emoji) return emojiNode(emoji);
  return anchor(address, address);
}
