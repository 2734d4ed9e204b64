/** Block Kit as nodes: every block that a message, a modal or a Home may hold. */

import { card, carousel, container, plan, taskCard } from "/page/cards.js";
import { chart } from "/page/charts.js";
import { arrange, el } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { elementNode } from "/page/elements.js";
import { anchor } from "/page/link.js";
import { markdown } from "/page/markdown.js";
import { textOf } from "/page/mrkdwn.js";
import { picture } from "/page/picture.js";
import { rich } from "/page/rich.js";
import { dataTable, table } from "/page/tables.js";

let number = 0;

/** Show blocks in `host`; those that are as they were are left alone. */
export function showBlocks(host, blocks, surface) {
  const seen = new Map();
  arrange(
    host,
    (blocks || []).map((block, place) => {
      const name = block.block_id || `${block.type}-${place}`;
      const count = (seen.get(name) || 0) + 1;
      seen.set(name, count);
      return { key: `${name}/${count}`, mark: JSON.stringify(block), build: () => blockNode(block, surface) };
    }),
  );
}

/** The node of one block. */
function blockNode(block, surface) {
  let node;
  try {
    node = BLOCKS[block?.type]?.(block, surface) || unknown(block);
  } catch {
    node = unknown(block);
  }
  node.classList.add("block");
  if (block?.block_id) node.dataset.at = block.block_id;
  return node;
}

const unknown = (block) =>
  el("div", { class: "unknown" }, `This page cannot show a block of the kind “${block?.type}”.`);

function section(block, surface) {
  const words = block.text ? el("div", { class: "words" }, textOf(block.text)) : null;
  const fields = block.fields
    ? el(
        "div",
        { class: "section-fields" },
        block.fields.map((field) => el("div", { class: "words section-field" }, textOf(field))),
      )
    : null;
  const accessory = block.accessory
    ? el(
        "div",
        { class: "section-accessory" },
        elementNode(block.accessory, block, surface, { label: block.accessory.placeholder?.text || block.text?.text }),
      )
    : null;
  return el(
    "div",
    { class: accessory ? "section has-accessory" : "section" },
    el("div", { class: "section-main" }, words, fields),
    accessory,
  );
}

function context(block) {
  return el(
    "div",
    { class: "context" },
    block.elements.map((element) =>
      element.type === "image" ? picture(element, "context-image") : el("span", { class: "words" }, textOf(element)),
    ),
  );
}

function actions(block, surface) {
  return el(
    "div",
    { class: "actions" },
    block.elements.map((element) => elementNode(element, block, surface, { label: element.placeholder?.text })),
  );
}

/** A label, its field, a hint, and a place for what is wrong with it. */
function input(block, surface) {
  const id = `input-${(number += 1)}`;
  const isGroup = ["checkboxes", "radio_buttons"].includes(block.element.type);
  const hint = block.hint ? el("p", { class: "input-hint", id: `${id}-hint` }, textOf(block.hint)) : null;
  const described = [`${id}-error`, hint ? `${id}-hint` : ""].filter(Boolean).join(" ");
  const naming = {
    id,
    describedby: described,
    label: block.label.text,
    ...(isGroup ? { labelledby: `${id}-label` } : {}),
  };
  const field = elementNode(block.element, block, surface, naming);
  const optional = block.optional ? el("span", { class: "input-optional" }, " (optional)") : null;
  const label = el(
    isGroup ? "div" : "label",
    { class: "input-label", id: `${id}-label`, for: isGroup ? null : id },
    textOf(block.label),
    optional,
  );
  const node = el("div", { class: "input" }, label, field, el("p", { class: "input-error", id: `${id}-error` }), hint);
  const focusable = field.focusable;
  focusable.setAttribute("aria-required", String(!block.optional));
  focusable.removeAttribute("aria-label");
  node.complain = (words) => complain(node, focusable, `${id}-error`, words);
  node.addEventListener("input", () => node.complain(""));
  node.addEventListener("change", () => node.complain(""));
  return node;
}

function complain(node, focusable, id, words) {
  const error = node.querySelector(`#${id}`);
  if (error.textContent !== words) error.textContent = words;
  node.classList.toggle("has-error", Boolean(words));
  if (words) focusable.setAttribute("aria-invalid", "true");
  else focusable.removeAttribute("aria-invalid");
  return focusable;
}

function image(block) {
  const title = block.title ? el("figcaption", { class: "image-title" }, textOf(block.title)) : null;
  return el("figure", { class: "image" }, title, picture(block, "image-picture"));
}

function video(block) {
  const title = block.title_url || block.video_url;
  return el(
    "div",
    { class: "video" },
    picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "image-picture"),
    el(
      "div",
      { class: "words" },
      anchor(title, el("strong", {}, textOf(block.title))),
      block.author_name ? el("div", { class: "quiet" }, block.author_name) : null,
      block.description ? el("div", {}, textOf(block.description)) : null,
      anchor(block.video_url, "Watch the video"),
    ),
  );
}

function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "default";
  return el(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    el("span", { class: "words" }, textOf(block.text)),
  );
}

const BLOCKS = {
  section,
  context,
  actions,
  input,
  image,
  video,
  alert,
  card,
  table,
  plan,
  header: (block) => el("h3", { class: "header" }, textOf(block.text)),
  divider: () => el("hr", { class: "divider" }),
  context_actions: (block, surface) =>
    el(
      "div",
      { class: "context-actions" },
      block.elements.map((element) => elementNode(element, block, surface)),
    ),
  rich_text: (block) => el("div", { class: "words rich" }, rich(block)),
  markdown: (block) => el("div", { class: "words markdown" }, markdown(block.text)),
  data_table: dataTable,
  data_visualization: chart,
  carousel: (block, surface) => carousel(block, surface),
  container: (block, surface) => container(block, surface, showBlocks),
  task_card: (block) => taskCard(block),
  file: (block) => el("div", { class: "file-line" }, icon("file"), `A file kept elsewhere (${block.external_id})`),
  auth_provider: () => el("div", { class: "unknown" }, "Connecting an account is done in Slack itself."),
};
