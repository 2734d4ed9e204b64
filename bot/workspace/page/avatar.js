/** The small picture of somebody: initials on a colour of their own; the app has its mark. */

import { el, svg } from "/page/dom.js";
import { nameOf, world } from "/page/world.js";

export function avatar(id, kind = "") {
  if (id === world.bot.id || id === world.bot.bot_id)
    return el("span", { class: `avatar avatar-app ${kind}`, "aria-hidden": "true" }, mark());
  const name = nameOf(id);
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] || "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  return el("span", { class: `avatar tint-${tintOf(id)} ${kind}`, "aria-hidden": "true" }, letters);
}

const tintOf = (id) => [...String(id)].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 997, 7) % 7;

/** The app's mark. */
export function mark() {
  return svg(
    "svg",
    { viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true", focusable: "false" },
    svg("path", {
      d: "M8 11.500A3.500 3.500 0 0 1 11.500 8h9a3.500 3.500 0 0 1 3.500 3.500v5a3.500 3.500 0 0 1-3.500 3.500H15l-4.500 4v-4.200A3.500 3.500 0 0 1 8 16.500z",
      fill: "currentColor",
    }),
    svg("path", { d: "M12.500 12.500h7M12.500 15.700h4.500", class: "mark-lines" }),
  );
}
