/** Checkboxes and radio buttons. */

import { div, el, span } from "/page/dom.js";
import { textOf } from "/page/mrkdwn.js";

/** The fields of `checkbox` or `radio`. */
export const choices = (type) => (field) => {
  const { element, block, surface, naming } = field;
  const kept = new Set([surface.chosen(block, element)].flat().map((option) => option?.value));
  const boxes = element.options.map((option, place) => choice(type, naming.id, place, option, kept.has(option.value)));
  const nodes = boxes.map((box) => box.node);
  const role = type === "radio" ? "radiogroup" : "group";
  const group = el("div", { class: "choices", role, ...named(naming, element) }, nodes);
  const one = (list) => (type === "checkbox" ? list : (list[0] ?? null));
  group.addEventListener("change", () => {
    const on = element.options.filter((_, place) => boxes[place].input.checked);
    surface.choose(block, element, one(on.map((option) => option.value)), one(on));
  });
  return { node: group, focusable: boxes[0]?.input };
};

function named({ label, labelledby, describedby }, element) {
  const words = labelledby ? null : label || element.placeholder?.text || "Choices";
  return { "aria-label": words, "aria-labelledby": labelledby, "aria-describedby": describedby };
}

function choice(type, group, place, option, isOn) {
  const id = `${group}-${place}`;
  const told = { "aria-describedby": option.description ? `${id}-more` : null, data: { at: `choice-${place}` } };
  const input = el("input", { type, id, name: `${group}-choice`, checked: isOn, value: option.value, ...told });
  const more = option.description
    ? el("span", { class: "choice-more", id: `${id}-more` }, textOf(option.description))
    : null;
  return { input, node: div("choice", input, span("", el("label", { for: id }, textOf(option.text)), more)) };
}
