/** What is told in passing: new messages for screen readers, troubles, short notes, and a line that was cut. */

import { el, fill } from "/page/dom.js";
import { hurry } from "/page/line.js";
import { nameOf, on, world } from "/page/world.js";
import { wordsOf } from "/page/typed.js";

const PATIENCE = 900;

export function followNotices() {
  const [toasts, polite, offline] = ["toasts", "polite", "offline"].map((id) => document.getElementById(id));
  on("toast", (words) => show(toasts, words, "toast toast-trouble", 9000));
  on("note", (words) => show(toasts, words, "toast", 4000));
  on("message", ({ message, before }) => !before && announce(polite, message));
  let timer = 0;
  on("line", (isOnline) => {
    clearTimeout(timer);
    if (isOnline) {
      offline.hidden = true;
      fill(offline);
    } else timer = setTimeout(() => cut(offline), PATIENCE);
  });
}

function cut(offline) {
  offline.hidden = false;
  fill(
    offline,
    "The workspace cannot be reached; it is tried again by itself. What you write is kept and sent then. ",
    el("button", { type: "button", class: "text-button", on: { click: hurry } }, "Try now"),
  );
}

/** A few words at the edge that go by themselves; the newest three at most, in the topmost dialog if one is open. */
function show(toasts, words, kind, duration) {
  const host = [...document.querySelectorAll("dialog[open]")].at(-1) || document.body;
  if (toasts.parentNode !== host) host.append(toasts);
  const toast = el("div", { class: kind }, words);
  toasts.append(toast);
  while (toasts.children.length > 3) toasts.firstChild.remove();
  setTimeout(() => toast.remove(), duration);
}

function announce(polite, message) {
  if (message.deleted || message.user === world.me?.id) return;
  const isHere = message.channel === world.place.channel;
  if (!isHere) return;
  const line = el(
    "div",
    {},
    `${nameOf(message.user || message.bot_id)}${message.ephemeral ? ", only to you" : ""}: ${wordsOf(message).slice(0, 400)}`,
  );
  polite.append(line);
  setTimeout(() => line.remove(), 15000);
}
