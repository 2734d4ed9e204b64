/** Cards, carousels of them, containers, plans and their tasks. */

import { div, el, fill, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { elementNode } from "/page/elements.js";
import { anchor } from "/page/link.js";
import { textOf } from "/page/mrkdwn.js";
import { wordsOf } from "/page/typed.js";
import { picture } from "/page/picture.js";
import { rich } from "/page/rich.js";

/** A card: picture, title, a few words and buttons. */
export function card(block, surface) {
  const hero = block.hero_image ? picture(block.hero_image, "card-hero") : null;
  const head = div("card-head", block.icon ? picture(block.icon, "card-icon") : null, titles(block));
  const body = block.body ? div("card-body words", textOf(block.body)) : null;
  const deeds = (block.actions || []).map((element) => elementNode(element, block, surface));
  const name = block.title ? wordsOf(block.title) : "Card";
  const properties = { class: "card", role: "group", "aria-label": name };
  return el("div", properties, hero, head, body, deeds.length ? div("actions", deeds) : null);
}

function titles({ title, subtitle }) {
  return div(
    "card-titles",
    title ? div("card-title words", textOf(title)) : null,
    subtitle ? div("card-subtitle words", textOf(subtitle)) : null,
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
  const body = div("container-body");
  showBlocks(body, block.child_blocks, surface);
  const kind = `container container-${block.width || "standard"}${block.has_header_divider ? " has-divider" : ""}`;
  const head = containerHead(block);
  if (!block.is_collapsible) return div(kind, div("container-head", head), body);
  const summary = el("summary", { class: "container-head" }, icon("right"), head);
  return el("details", { class: kind, open: !block.default_collapsed }, summary, body);
}

function containerHead(block) {
  const title = span(
    "container-title words",
    block.rich_text_title ? rich(block.rich_text_title) : textOf(block.title),
  );
  const subtitle = block.subtitle ? span("card-subtitle words", textOf(block.subtitle)) : null;
  return [block.icon ? picture(block.icon, "card-icon") : null, span("card-titles", title, subtitle)];
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
