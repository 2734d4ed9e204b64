/** Cards, carousels of them, containers, plans and their tasks. */

import { el, fill, icon } from "/page/dom.js";
import { elementNode } from "/page/elements.js";
import { anchor } from "/page/link.js";
import { textOf } from "/page/mrkdwn.js";
import { wordsOf } from "/page/typed.js";
import { picture } from "/page/picture.js";
import { rich } from "/page/rich.js";

/** A card: picture, title, a few words and buttons. */
export function card(block, surface) {
  const hero = block.hero_image ? picture(block.hero_image, "card-hero") : null;
  const mark = block.icon ? picture(block.icon, "card-icon") : null;
  const head = el(
    "div",
    { class: "card-head" },
    mark,
    el(
      "div",
      { class: "card-titles" },
      block.title ? el("div", { class: "card-title words" }, textOf(block.title)) : null,
      block.subtitle ? el("div", { class: "card-subtitle words" }, textOf(block.subtitle)) : null,
    ),
  );
  const body = block.body ? el("div", { class: "card-body words" }, textOf(block.body)) : null;
  const buttons = block.actions
    ? el(
        "div",
        { class: "actions" },
        block.actions.map((element) => elementNode(element, block, surface)),
      )
    : null;
  return el(
    "div",
    { class: "card", role: "group", "aria-label": block.title ? wordsOf(block.title) : "Card" },
    hero,
    head,
    body,
    buttons,
  );
}

/** Cards beside each other, with buttons to go through them. */
export function carousel(block, surface) {
  const cards = block.elements.map((element) => {
    const node = card(element, surface);
    if (element.block_id) node.dataset.at = element.block_id;
    return node;
  });
  const track = el(
    "div",
    { class: "carousel-track", tabindex: "0", role: "group", "aria-label": `${cards.length} cards` },
    cards,
  );
  const turn = (by) => () =>
    track.scrollBy({ left: by * track.clientWidth * 0.8, behavior: calm() ? "auto" : "smooth" });
  const arrow = (name, by, label) =>
    el(
      "button",
      { type: "button", class: "icon-button carousel-arrow", "aria-label": label, on: { click: turn(by) } },
      icon(name),
    );
  return el(
    "div",
    { class: "carousel" },
    track,
    el("div", { class: "carousel-arrows" }, arrow("left", -1, "Earlier cards"), arrow("right", 1, "Further cards")),
  );
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Blocks under a title, that can be folded away. */
export function container(block, surface, showBlocks) {
  const body = el("div", { class: "container-body" });
  showBlocks(body, block.child_blocks, surface);
  const title = el(
    "span",
    { class: "container-title words" },
    block.rich_text_title ? rich(block.rich_text_title) : textOf(block.title),
  );
  const subtitle = block.subtitle ? el("span", { class: "card-subtitle words" }, textOf(block.subtitle)) : null;
  const mark = block.icon ? picture(block.icon, "card-icon") : null;
  const kind = `container container-${block.width || "standard"}${block.has_header_divider ? " has-divider" : ""}`;
  if (!block.is_collapsible)
    return el(
      "div",
      { class: kind },
      el("div", { class: "container-head" }, mark, el("span", { class: "card-titles" }, title, subtitle)),
      body,
    );
  return el(
    "details",
    { class: kind, open: !block.default_collapsed },
    el(
      "summary",
      { class: "container-head" },
      icon("right"),
      mark,
      el("span", { class: "card-titles" }, title, subtitle),
    ),
    body,
  );
}

const STATES = { pending: "to do", in_progress: "under way", complete: "done", error: "failed" };

/** One task of the app: how far it is, what it found and where. */
export function taskCard(task) {
  const status = STATES[task.status] ? task.status : "pending";
  const state = el(
    "span",
    { class: `task-state task-${status}`, role: "img", "aria-label": STATES[status] },
    status === "complete" ? icon("check") : status === "error" ? icon("close") : null,
  );
  const parts = ["details", "output"].map((part) =>
    task[part] ? el("div", { class: "task-part words" }, rich(task[part])) : null,
  );
  const sources = task.sources?.length
    ? el(
        "div",
        { class: "task-sources" },
        task.sources.map((source) => anchor(source.url, source.text || source.url)),
      )
    : null;
  return el(
    "div",
    { class: "task" },
    state,
    el("div", { class: "task-main" }, el("div", { class: "task-title" }, task.title), parts, sources),
  );
}

/** The tasks of the app one under the other. */
export function plan(block) {
  const tasks = el("div", { class: "plan-tasks", role: "list" });
  fill(
    tasks,
    (block.tasks || []).map((task) => el("div", { role: "listitem" }, taskCard(task))),
  );
  return el("div", { class: "plan" }, el("div", { class: "plan-title" }, block.title), tasks);
}
