/** Rich text: paragraphs, lists, quotes and code, with everything that may stand in them. */

import { el } from "/page/dom.js";
import { told } from "/page/days.js";
import { EMOJI, emojiNode } from "/page/emoji.js";
import { anchor, broadcast, channelLink, mention } from "/page/link.js";

/** The nodes of a `rich_text` block. */
export const rich = (block) => {
  const nodes = [];
  for (const part of block?.elements || []) nodes.push(PARTS[part.type]?.(part, nodes) ?? spoken(part));
  return nodes;
};

const PARTS = {
  rich_text_section: (part) => el("div", { class: "rich-section" }, part.elements.map(inline)),
  rich_text_quote: (part) => el("blockquote", { class: "quote" }, part.elements.map(inline)),
  rich_text_preformatted: (part) => el("pre", { class: "pre", tabindex: "0" }, part.elements.map(inline)),
  rich_text_list: listed,
};

function listed(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const start = part.style === "ordered" && part.offset ? part.offset + 1 : null;
  const items = part.elements.map((item) => el("li", {}, (item.elements || []).map(inline)));
  return el(
    tag,
    { class: `list list-${Math.min(part.indent || 0, 8)}${part.border ? " list-border" : ""}`, start },
    items,
  );
}

const INLINE = {
  text: ({ text }) => text,
  link: ({ url, text }) => anchor(url, text || url.replace(/^mailto:/, "")),
  user: ({ user_id: id }) => mention(id),
  usergroup: () => broadcast("team"),
  team: () => broadcast("team"),
  channel: ({ channel_id: id }) => channelLink(id),
  emoji: ({ name, unicode }) =>
    unicode && !EMOJI.has(name)
      ? el("span", { class: "emoji", title: `:${name}:` }, pictured(unicode))
      : emojiNode(name),
  broadcast: ({ range }) => broadcast(range),
  date: ({ timestamp, format, url, fallback }) => dated(timestamp, format, url, fallback),
  color: ({ value }) => swatch(value),
};

function pictured(unicode) {
  const points = unicode.split("-").map((point) => parseInt(point, 16));
  return points.every((point) => point > 0 && point < 0x110000) ? String.fromCodePoint(...points) : "";
}

function dated(timestamp, form, address, fallback) {
  const time = el("time", { title: fallback || null }, told(timestamp, form || "{date}"));
  return address ? anchor(address, time) : time;
}

function swatch(value) {
  const spot = el("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) spot.style.backgroundColor = value;
  return el("span", {}, spot, value);
}

function inline(element) {
  const node = INLINE[element.type]?.(element) ?? spoken(element);
  return styled(node, element.style || {});
}

const spoken = (part) => (typeof part.text === "string" ? part.text : "");
const TAGS = [
  ["code", "code"],
  ["strike", "s"],
  ["italic", "em"],
  ["bold", "strong"],
  ["highlight", "mark"],
  ["client_highlight", "mark"],
];

function styled(node, style) {
  return TAGS.reduce(
    (inner, [name, tag]) => (style[name] ? el(tag, tag === "code" ? { class: "code" } : {}, inner) : inner),
    node,
  );
}
