/** What was written, as one would type it: the reverse of what the workspace makes of typed text. */

import { plain } from "/page/mrkdwn.js";
import { channelOf, world } from "/page/world.js";

export function typedText(text) {
  const named = String(text || "")
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, label) => `@${handleOf(id) || label || id}`)
    .replace(/<#([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, label) => `#${channelOf(id)?.name || label || id}`)
    .replace(/<(?:tel|mailto):[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<(https?:[^|>]*)(?:\|([^>]*))?>/g, (_, address, label) =>
      label && address.endsWith(`//${label}`) ? label : address,
    );
  return plain(named);
}

/** How somebody is written after an @. */
export function handleOf(id) {
  if (id === world.bot.id) return world.bot.name;
  const person = world.people.get(id);
  return person?.handle || person?.name?.toLowerCase().replaceAll(" ", ".");
}

/** Typed text with the names in it made sure: `@maya.lindqvist` and `#sales` as the ids they mean. */
export function meant(text) {
  const people = new Map(
    [world.bot, ...world.people.values()].map((person) => [handleOf(person.id)?.toLowerCase(), person.id]),
  );
  const rooms = new Map(
    world.channels.filter((channel) => channel.kind !== "im").map((channel) => [channel.name, channel]),
  );
  return text
    .replace(/(^|[\s(])@([\p{L}\d_-]+(?:\.[\p{L}\d_-]+)*)/gu, (whole, before, name) =>
      people.has(name.toLowerCase()) ? `${before}<@${people.get(name.toLowerCase())}>` : whole,
    )
    .replace(/(^|[\s(])#([\p{L}\d_-]+)/gu, (whole, before, name) =>
      rooms.has(name) ? `${before}<#${rooms.get(name).id}|${name}>` : whole,
    );
}

/** A message in one line of words, for announcements and copies. */
export function wordsOf(message) {
  return typedText(message.text)
    .replace(/[*_~`]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
