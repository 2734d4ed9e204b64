/** Looking further back: older messages are fetched when one comes near the beginning of what is there. */

import { messagesOf, on, takeOlder, world } from "/page/world.js";

const AT_FIRST = 200;
const ended = new Set();
const asked = new Set();

/** Whether there may be more before what is shown of a conversation. */
export const hasOlder = (channel) => !ended.has(channel) && messagesOf(channel).length >= AT_FIRST;

/** Fetch some more; true if there was something. */
export async function fetchOlder(channel) {
  if (asked.has(channel) || !hasOlder(channel)) return false;
  asked.add(channel);
  try {
    const told = new URLSearchParams({ as: world.me.id, channel, before: messagesOf(channel)[0].ts });
    const { messages } = await (await fetch(`/page/older?${told}`)).json();
    const count = takeOlder(channel, messages || []);
    if (!count) ended.add(channel);
    return count > 0;
  } catch {
    return false;
  } finally {
    asked.delete(channel);
  }
}

/** What was there is sent anew after the line was cut. */
export const followOlder = () => on("everything", () => ended.clear());
