/** Where one is, as the address after `#`, so that going back and reloading keep the place. */

import { channelOf, direct, isFlat, messageAt, on, tell, world } from "/page/world.js";

/** Go somewhere: {channel, tab, thread, ts}; what is left out is as it is at the start of the place. */
export function go({ channel = world.place.channel, tab = "messages", thread = "", ts = "" }) {
  const message = ts ? messageAt(channel, ts) : null;
  const root =
    isFlat(channel) && ts ? "" : thread || (message?.thread_ts && message.thread_ts !== ts ? message.thread_ts : "");
  const address = `#${channel}${tab === "home" ? "/home" : root ? `/${root}` : ""}`;
  if (location.hash === address) arrive();
  else location.hash = address;
  if (ts) setTimeout(() => tell("show", { channel, ts, thread: root }), 60);
}

/** Read the address and tell that the place changed. */
export function arrive() {
  const [wanted, part = ""] = location.hash.slice(1).split("/");
  const channel = channelOf(wanted)?.id || direct()?.id || world.channels[0]?.id || "";
  const tab = part === "home" && channelOf(channel)?.kind === "im" ? "home" : "messages";
  const thread = tab === "messages" && /^\d+\.\d+$/.test(part) ? part : "";
  const before = world.place;
  world.place = { channel, tab, thread };
  tell("place", { before });
}

/** Follow the address from now on. */
export function followAddress() {
  addEventListener("hashchange", arrive);
  on("go", go);
}
