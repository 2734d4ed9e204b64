/** Links and mentions: only to addresses that do no harm, and into the page where they mean a place in it. */

import { el } from "/page/dom.js";
import { channelOf, nameOf, tell, world } from "/page/world.js";

const HARMLESS = /^(https?:\/\/|mailto:|tel:)/i;
const PERMALINK = /\/archives\/([A-Z0-9]+)(?:\/p(\d{10})(\d{6}))?(?:[^#]*?thread_ts=(\d+\.\d+))?/;

/** Whether an address may be followed. */
export const isHarmless = (address) => typeof address === "string" && HARMLESS.test(address.trim());

/** A link with this label, or the label alone where the address is not to be trusted. */
export function anchor(address, ...label) {
  if (!isHarmless(address)) return el("span", {}, ...label);
  const place = PERMALINK.exec(address);
  const properties = { href: address.trim(), rel: "noopener noreferrer nofollow", class: "link" };
  if (!place) return el("a", { ...properties, target: "_blank" }, ...label);
  const [, channel, seconds, micros, thread] = place;
  const go = (event) => {
    event.preventDefault();
    tell("go", { channel, ts: seconds ? `${seconds}.${micros}` : "", thread: thread || "" });
  };
  return el("a", { ...properties, on: { click: go } }, ...label);
}

/** Somebody's name as a mention; louder where it is oneself. */
export function mention(id, label) {
  const isMe = id === world.me?.id;
  return el(
    "span",
    { class: isMe ? "mention mention-me" : "mention" },
    `@${world.people.has(id) || id === world.bot.id ? nameOf(id) : label || nameOf(id)}`,
  );
}

/** A channel as a link to it. */
export function channelLink(id, label) {
  const channel = channelOf(id);
  const name = `#${channel?.name || label || "private channel"}`;
  if (!channel) return el("span", { class: "mention" }, name);
  return el(
    "button",
    { type: "button", class: "mention mention-channel", on: { click: () => tell("go", { channel: id }) } },
    name,
  );
}

/** `@channel` and the like. */
export const broadcast = (range) => el("span", { class: "mention mention-me" }, `@${range}`);
