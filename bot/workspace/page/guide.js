/** The first minute: three sentences to try, then where else to look. Goes when it is closed, and stays away. */

import { el, fill } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { pendingIn } from "/page/sending.js";
import { direct, messagesOf, tell, world } from "/page/world.js";

const key = (what) => `guide:${world.me?.id}:${what}`;
const isTried = (place) => localStorage.getItem(key(place)) === "tried";

/** The card over the composer, or null where there is nothing to show; `say` sends a sentence. */
export function guideCard(say) {
  if (!world.guide.length || localStorage.getItem(key("closed"))) return null;
  const node = el("section", { class: "guide", "aria-label": "Your first minute" });
  const close = () => {
    localStorage.setItem(key("closed"), "yes");
    node.remove();
  };
  const show = () => {
    const tried = world.guide.filter((_, place) => isTried(place)).length;
    const steps = world.guide.map((one, place) => ({ ...one, place, press: () => say(one.message) }));
    const isDone = tried === steps.length;
    const isShort = !isDone && (tried > 0 || hasBegun() || matchMedia("(max-width: 760px)").matches);
    node.classList.toggle("is-short", isShort);
    if (isShort) return fill(node, short(steps, close));
    return fill(node, head(isDone, close), isDone ? further() : steps.map(step));
  };
  show();
  node.update = show;
  node.said = (text) => {
    const place = world.guide.findIndex((one) => one.message === text);
    if (place >= 0) localStorage.setItem(key(place), "tried");
    show();
  };
  return node;
}

/** Whether there is something to read already, which needs the room. */
const hasBegun = () => pendingIn(direct()?.id).length > 0 || messagesOf(direct()?.id).length > 0;

/** Once one was tried: a single line with the next sentence, so that the answers have room. */
function short(steps, close) {
  const next = steps.find(({ place }) => !isTried(place));
  const others = steps
    .filter((one) => one !== next)
    .map((one) =>
      el(
        "button",
        {
          type: "button",
          class: `guide-again${isTried(one.place) ? " is-tried" : ""}`,
          "aria-label": `${one.message}${isTried(one.place) ? ", tried" : ""}`,
          title: one.message,
          on: { click: one.press },
        },
        mark(one.place),
      ),
    );
  return el(
    "div",
    { class: "guide-line" },
    others.slice(0, next.place),
    step(next),
    others.slice(next.place),
    closer(close),
  );
}

const mark = (place) =>
  el("span", { class: "guide-mark", "aria-hidden": "true" }, isTried(place) ? icon("check") : String(place + 1));
const closer = (close) =>
  el(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close the guide", on: { click: close } },
    icon("close"),
  );

function head(isDone, close) {
  const words = isDone ? "Well done. Now have a look at these" : "Your first minute: press a sentence to say it";
  return el("div", { class: "guide-head" }, el("h2", {}, words), closer(close));
}

function step({ title, message, place, press }) {
  return el(
    "button",
    { type: "button", class: "guide-step", title: message, on: { click: press } },
    mark(place),
    el(
      "span",
      { class: "guide-words" },
      el("span", { class: "guide-message" }, message),
      title && title !== message ? el("span", { class: "quiet" }, title) : null,
    ),
  );
}

function further() {
  const place = (name, label, words, press) =>
    el(
      "button",
      { type: "button", class: "guide-step", on: { click: press } },
      el("span", { class: "guide-mark" }, icon(name)),
      el(
        "span",
        { class: "guide-words" },
        el("span", { class: "guide-message" }, label),
        el("span", { class: "quiet" }, words),
      ),
    );
  return [
    place("home", "App Home", "your day, your numbers, your customers", () => tell("go", { tab: "home" })),
    place("bolt", "Quick forms", "what is easier to fill in than to say", () => tell("open-menu", "shortcuts")),
    place("clock", "The clock", "turn it to tomorrow morning and see what Rapport reminds you of", () =>
      tell("open-menu", "clock"),
    ),
  ];
}
