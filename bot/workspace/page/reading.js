/** What was read where: unread counts, and telling the server how far one has read. */

import { act } from "/page/line.js";
import { messagesOf, on, tell, world } from "/page/world.js";

/** How many messages of others came since one read a conversation. */
export function unreadIn(channel) {
  const since = world.read[channel.id] || "";
  let count = 0;
  const said = messagesOf(channel.id);
  for (let place = said.length - 1; place >= 0 && said[place].ts > since; place -= 1)
    if (said[place].user !== world.me?.id) count += 1;
  return count;
}

let timer = 0;

/** Remember that a conversation was seen to its end, while somebody looks at the page. */
export function followReading() {
  on("seen", ({ channel }) => seen(channel));
  const back = () => world.place.tab === "messages" && tell("seen", { channel: world.place.channel });
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
}

function seen(channel) {
  if (!channel || document.visibilityState === "hidden") return;
  const last = messagesOf(channel).at(-1)?.ts;
  if (!last || last <= (world.read[channel] || "")) return;
  world.read[channel] = last;
  tell("read", channel);
  clearTimeout(timer);
  timer = setTimeout(() => act("reads", { channel, ts: last }).catch(() => {}), 300);
}
