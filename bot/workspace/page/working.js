/** What the app is doing right now, with a button to stop it; and what it suggests to ask. */

import { button, el, fill, span } from "/page/dom.js";
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

/**
 * The suggested prompts of a place as chips, gone from what one says until it is answered; `say` hears of a press. A
 * direct message is one conversation, so without a thread the newest are shown, whichever of its threads they are for.
 */
export class Prompts {
  constructor({ channel, thread = "" }, say) {
    Object.assign(this, { channel, thread, say, mark: "", dismissed: "" });
    this.node = el("div", { class: "prompts", role: "group", "aria-label": "Suggestions", hidden: true });
    this.update();
  }

  update() {
    const here = (one) => one.channel === this.channel && (!this.thread || one.thread === this.thread);
    const offered = world.prompts.filter(here);
    const { title = "", prompts = [] } = offered.at(-1) || {};
    const mark = JSON.stringify([title, prompts]);
    if (mark !== this.mark) fill(this.node, title ? span("prompts-title", title) : null, prompts.map(this.chip, this));
    this.mark = mark;
    this.node.hidden = !prompts.length || mark === this.dismissed;
  }

  chip({ title, message }) {
    return button("prompt", () => this.say(message), title, { title: message });
  }

  /** Something was said; they would be in the way of the answer. */
  dismiss() {
    this.dismissed = this.mark;
    this.update();
  }

  /** It was answered. */
  again() {
    this.dismissed = "";
    this.update();
  }
}
