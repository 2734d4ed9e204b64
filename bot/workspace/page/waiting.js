/** A message that is on its way, or was refused: shown where it will stand. */

import { avatar } from "/page/avatar.js";
import { clockTime } from "/page/days.js";
import { button, div, el, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { again, forget } from "/page/sending.js";
import { meant } from "/page/typed.js";
import { now, tell, world } from "/page/world.js";

/** It as an item of a list. */
export const waiting = (entry) => ({ key: entry.key, mark: entry.trouble, build: () => article(entry) });

function article(entry) {
  const time = entry.trouble ? "Not sent" : clockTime(now());
  const header = div("message-header", span("message-author", world.me.name), span("message-time", time));
  const files = entry.files.map((file) => div("file-line", icon("file"), file.name));
  const words = div("words", mrkdwn(meant(escaped(entry.text))), files);
  const main = div("message-main", header, words, entry.trouble ? trouble(entry) : null);
  const kind = `message is-waiting${entry.trouble ? " has-trouble" : ""}`;
  const label = `You, ${entry.trouble ? "not sent" : "being sent"}`;
  const gutter = div("message-gutter", avatar(world.me.id));
  return el("article", { class: kind, "aria-label": label, tabindex: "-1" }, gutter, main);
}

function trouble(entry) {
  const restore = () => {
    tell("restore", entry);
    forget(entry);
  };
  const retry = button("text-button", () => again(entry), "Try again");
  return div("message-trouble", entry.trouble, " ", retry, button("text-button", restore, "Back to the box"));
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
