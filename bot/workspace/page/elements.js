/** What one presses in blocks: buttons, overflow menus, thumbs; and any element by its type. */

import { el } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { FIELDS } from "/page/fields.js";
import { isHarmless } from "/page/link.js";
import { textOf } from "/page/mrkdwn.js";
import { picture } from "/page/picture.js";
import { openMenu } from "/page/popup.js";
import { world } from "/page/world.js";

let number = 0;

/** The node of an element of a block. `naming` says how a field is called: {id, label, labelledby, describedby}. */
export function elementNode(element, block, surface, naming = {}) {
  const at = `${element.action_id ?? ""}`;
  if (PRESSED[element.type]) return marked(PRESSED[element.type](element, block, surface), at);
  const named = { id: `field-${(number += 1)}`, ...naming };
  const field = FIELDS[element.type]?.({ element, block, surface, naming: named });
  if (!field) return el("span", { class: "unknown" }, `(${element.type})`);
  return marked(el("div", { class: `field field-${element.type}` }, field.node), at, field.focusable);
}

function marked(node, at, focusable = null) {
  node.dataset.at = at;
  node.focusable = focusable || node;
  return node;
}

function button(element, block, surface) {
  const style = { primary: " button-primary", danger: " button-danger" }[element.style] || "";
  const label = element.accessibility_label || null;
  if (!isVisible(element)) return el("span", { hidden: true });
  const press = async () => {
    node.setAttribute("aria-busy", "true");
    await surface.press(block, element);
    node.removeAttribute("aria-busy");
  };
  const properties = { class: `button${style}`, "aria-label": label, on: { click: press } };
  const node = isHarmless(element.url)
    ? el("a", { ...properties, href: element.url, target: "_blank", rel: "noopener noreferrer" }, textOf(element.text))
    : el("button", { ...properties, type: "button" }, textOf(element.text));
  return node;
}

const isVisible = ({ visible_to_user_ids: ids }) => !ids || ids.includes(world.me?.id);

function overflow(element, block, surface) {
  const items = () =>
    element.options.map((option) => ({
      label: textOf(option.text),
      hint: option.description ? textOf(option.description) : null,
      act: () => chooseOverflow(element, block, surface, option),
    }));
  const node = el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": "More choices",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    },
    icon("more"),
  );
  node.addEventListener("click", () => openMenu(node, "More choices", items(), "end"));
  return node;
}

function chooseOverflow(element, block, surface, option) {
  if (isHarmless(option.url)) open(option.url, "_blank", "noopener,noreferrer");
  return surface.press(block, element, option.value);
}

const ratings = new Map();

/** Two thumbs, of which the last one pressed stays pressed. */
function feedback(element, block, surface) {
  const key = JSON.stringify([surface.ref, block.block_id, element.action_id]);
  const { positive_button: up, negative_button: down } = element;
  const sides = [
    [up, "up"],
    [down, "downvote"],
  ];
  const nodes = sides.map(([side, picture], place) => thumb(side, picture, ratings.get(key) === place));
  nodes.forEach((node, place) =>
    node.addEventListener("click", async () => {
      for (const other of nodes) other.setAttribute("aria-pressed", String(other === node));
      const { text, value } = sides[place][0];
      if (await surface.press(block, element, up.value === down.value ? text.text : value)) ratings.set(key, place);
      else node.setAttribute("aria-pressed", "false");
    }),
  );
  return el("span", { class: "feedback", role: "group", "aria-label": "Was this helpful?" }, nodes);
}

function thumb({ text, accessibility_label: label }, picture, isPressed) {
  return el(
    "button",
    {
      type: "button",
      class: "icon-button thumb",
      "aria-label": label || text.text,
      title: text.text,
      "aria-pressed": String(isPressed),
      data: { at: picture },
    },
    icon(picture),
  );
}

function iconButton(element, block, surface) {
  const known = { trash: "trash", edit: "edit", link: "link" }[element.icon] || "more";
  return el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": element.accessibility_label || element.text.text,
      title: element.text.text,
      on: { click: () => surface.press(block, element) },
    },
    icon(known),
  );
}

const PRESSED = {
  button,
  workflow_button: button,
  overflow,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image: (element) => picture(element, "thumb-image"),
};
