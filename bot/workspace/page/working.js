/** What the app is doing right now, with a button to stop it; and what it suggests to ask. */

import { el, fill } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { attempt } from "/page/line.js";
import { world } from "/page/world.js";

/** The line above a composer: whatever the app is doing in this place. */
export function workingLine({ channel, thread = "" }) {
  const node = el("div", { class: "working", role: "status" });
  let shown = "";
  const update = () => {
    const found = statusFor(channel, thread);
    const words = found ? sentence(found) : "";
    if (words === shown) return;
    shown = words;
    fill(
      node,
      found
        ? [
            el("span", { class: "working-dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
            el("span", {}, words),
            stopButton(found),
          ]
        : null,
    );
  };
  update();
  return { node, update };
}

function statusFor(channel, thread) {
  const here = world.statuses.filter((one) => one.channel === channel && one.status);
  if (thread) return here.find((one) => one.thread === thread);
  return here.find((one) => one.thread !== world.place.thread || !one.thread);
}

function sentence({ status }) {
  const words = String(status).trim();
  return words.startsWith(world.bot.name)
    ? words
    : `${world.bot.name} ${/^(is|has|was)\b/.test(words) ? words : `is ${words.charAt(0).toLowerCase()}${words.slice(1)}`}`;
}

function stopButton({ channel, thread }) {
  return el(
    "button",
    {
      type: "button",
      class: "button button-small stop",
      on: { click: () => attempt("stops", { channel, thread: thread || "" }) },
    },
    icon("stop"),
    "Stop",
  );
}

/** The suggested prompts of a place as chips; `say` hears of the one that is pressed. */
export function promptChips({ channel, thread = "" }, say) {
  const node = el("div", { class: "prompts", role: "group", "aria-label": "Suggestions", hidden: true });
  let mark = "";
  let dismissed = "";
  const update = () => {
    const found = world.prompts.filter((one) => one.channel === channel && (one.thread || "") === thread).at(-1);
    const next = JSON.stringify(found || null);
    const isShown = Boolean(found?.prompts?.length) && next !== dismissed;
    if (mark !== next)
      fill(
        node,
        found?.title ? el("span", { class: "prompts-title" }, found.title) : null,
        (found?.prompts || []).map((prompt) =>
          el(
            "button",
            { type: "button", class: "prompt", title: prompt.message, on: { click: () => say(prompt.message) } },
            prompt.title,
          ),
        ),
      );
    mark = next;
    node.hidden = !isShown;
  };
  const dismiss = () => {
    dismissed = mark;
    update();
  };
  update();
  return { node, update, dismiss };
}
