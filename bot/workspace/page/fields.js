/** The fields and menus of Block Kit: everything a value is entered or chosen in. */

import { Combobox } from "/page/combobox.js";
import { among } from "/page/finding.js";
import { localOf, secondsOf } from "/page/days.js";
import { choices } from "/page/choices.js";
import { el } from "/page/dom.js";
import { titleOf, world } from "/page/world.js";

const listOf = (kept) => [kept].flat().filter(Boolean);
const words = (text) => (typeof text === "string" ? text : text?.text || "");
const optionOf = (option, group = "") => ({
  value: option.value,
  label: words(option.text),
  description: words(option.description),
  group,
  wire: option,
});

/** The options of an element or of an answer to a search, those of groups included. */
function optionsOf(holder) {
  const groups = (holder.option_groups || []).flatMap((group) =>
    group.options.map((option) => optionOf(option, words(group.label))),
  );
  return [...(holder.options || []).map((option) => optionOf(option)), ...groups];
}

const person = (id) => ({
  value: id,
  label: world.people.get(id)?.name || id,
  description: world.people.get(id)?.title || "",
});
const people = () => [...world.people.keys()].map(person);
const place = (id) => {
  const channel = world.channels.find((one) => one.id === id);
  return { value: id, label: channel ? `${channel.kind === "im" ? "" : "#"}${titleOf(channel)}` : id };
};
const places = (kinds) => world.channels.filter((channel) => kinds.includes(channel.kind)).map(({ id }) => place(id));

/** Where each kind of menu has its options from, and how what was chosen is shown. */
const SOURCES = {
  static_select: (field) => ({ find: among(optionsOf(field.element)), shown: optionOf, isWire: true }),
  external_select: (field) => ({
    find: async (query) => optionsOf(await field.surface.suggestions(field.block, field.element, query)),
    shown: optionOf,
    isWire: true,
    isSlow: true,
    minimum: field.element.min_query_length ?? 3,
  }),
  users_select: () => ({ find: among(people()), shown: person }),
  channels_select: () => ({ find: among(places(["channel"])), shown: place }),
  conversations_select: () => ({ find: among(places(["channel", "group", "im"])), shown: place }),
};

function menu(field) {
  const { element, block, surface, naming } = field;
  const isMultiple = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace("multi_", "")](field);
  const chosen = listOf(surface.chosen(block, element)).map((one) => source.shown(one));
  const one = (list) => (isMultiple ? list : (list[0] ?? null));
  const changed = (options) => {
    const shown = options.map((option) => (source.isWire ? option.wire : option.value));
    return surface.choose(block, element, one(options.map((option) => option.value)), one(shown));
  };
  const placeholder = words(element.placeholder) || (isMultiple ? "Choose some" : "Choose");
  const label = naming.label || words(element.placeholder) || words(block.text) || "Choose";
  const bounds = { isMultiple, most: element.max_selected_items, isOptional: block.optional };
  const box = new Combobox({ ...naming, ...source, ...bounds, chosen, changed, placeholder, label });
  return { node: box.node, focusable: box.input };
}

function typed(type, properties = {}) {
  return (field) => {
    const { element, block, surface, naming } = field;
    const isLong = element.multiline;
    const most = element.max_length || (element.type === "plain_text_input" ? 3000 : null);
    const input = el(isLong ? "textarea" : "input", {
      type: isLong ? null : type,
      rows: isLong ? 4 : null,
      class: "field-input",
      autocomplete: "off",
      placeholder: words(element.placeholder) || null,
      maxlength: most,
      ...properties,
      ...named(naming),
      value: surface.chosen(block, element) ?? "",
      data: { at: "input" },
    });
    listen(input, field);
    return { node: element.max_length ? counted(input, element) : input, focusable: input };
  };
}

function named({ id, label, labelledby, describedby }) {
  return {
    id,
    "aria-label": labelledby || !label ? null : label,
    "aria-labelledby": labelledby,
    "aria-describedby": describedby,
  };
}

/** Keep what is typed with every letter; tell it when the field is left, or when the app wants to hear sooner. */
function listen(input, { element, block, surface }) {
  const isHasty = element.dispatch_action_config?.trigger_actions_on?.includes("on_character_entered");
  let told = input.value;
  const name = `${block.block_id}/${element.action_id}`;
  const keep = () => surface.entered.set(name, { choice: input.value, shown: input.value });
  const tellNow = () => {
    if (input.value === told) return;
    told = input.value;
    surface.choose(block, element, input.value);
  };
  let timer = 0;
  input.addEventListener("input", () => {
    keep();
    clearTimeout(timer);
    if (isHasty) timer = setTimeout(tellNow, 250);
  });
  input.addEventListener("change", tellNow);
  if (block.dispatch_action && !element.multiline)
    input.addEventListener(
      "keydown",
      (event) => event.key === "Enter" && (event.stopPropagation(), event.preventDefault(), tellNow()),
    );
}

function counted(input, element) {
  const left = el("span", { class: "field-count", "aria-hidden": "true" });
  const count = () =>
    (left.textContent =
      input.value.length > element.max_length * 0.8 ? `${input.value.length} / ${element.max_length}` : "");
  input.addEventListener("input", count);
  count();
  return el("div", { class: "field-counted" }, input, left);
}

function native(type, toChoice = (value) => value, toShown = (kept) => kept) {
  return ({ element, block, surface, naming }) => {
    const kept = surface.chosen(block, element);
    const label = naming.label || words(element.placeholder) || { date: "Date", time: "Time" }[type] || "Date and time";
    const input = el("input", {
      type,
      class: "field-input field-moment",
      ...named({ ...naming, label }),
      value: kept ? toShown(kept) : "",
      data: { at: "input" },
    });
    input.addEventListener("change", () => surface.choose(block, element, input.value ? toChoice(input.value) : null));
    return { node: input, focusable: input };
  };
}

function fileInput({ block, naming, surface, element }) {
  const input = el("input", {
    type: "file",
    class: "field-input",
    ...named(naming),
    multiple: (element.max_files || 10) > 1,
    accept: (element.filetypes || []).map((type) => `.${type}`).join(",") || null,
  });
  input.addEventListener("change", () =>
    surface.choose(
      block,
      element,
      [...input.files].map((file) => file.name),
    ),
  );
  return { node: input, focusable: input };
}

const MENUS = Object.fromEntries(
  Object.keys(SOURCES).flatMap((type) => [
    [type, menu],
    [`multi_${type}`, menu],
  ]),
);

export const FIELDS = {
  ...MENUS,
  plain_text_input: typed("text"),
  rich_text_input: (field) =>
    typed("text")({ ...field, element: { ...field.element, multiline: true, initial_value: "" } }),
  email_text_input: typed("email"),
  url_text_input: typed("url"),
  number_input: typed("text", { inputmode: "decimal" }),
  datepicker: native("date"),
  timepicker: native("time"),
  datetimepicker: native("datetime-local", secondsOf, localOf),
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  file_input: fileInput,
};

/** What is wrong with what stands in a field, in a sentence; "" if nothing is. */
export function complaintOf(block, surface) {
  const kept = surface.chosen(block, block.element);
  const isBlank = kept === null || kept === undefined || kept === "" || (Array.isArray(kept) && !kept.length);
  if (isBlank) return block.optional ? "" : "Fill this in to go on.";
  return CHECKS[block.element.type]?.(String(kept), block.element) || "";
}

const CHECKS = {
  email_text_input: (text) => (/^\S+@\S+\.\S+$/.test(text) ? "" : "Write an e-mail address, such as dana@acme.com."),
  url_text_input: (text) => (/^https?:\/\/\S+$/i.test(text) ? "" : "Write an address that begins with https://."),
  plain_text_input: (text, { min_length: least = 0 }) =>
    text.length < least ? `Write at least ${least} characters.` : "",
  number_input: numberComplaint,
};

function numberComplaint(text, { is_decimal_allowed: isDecimal, min_value: least, max_value: most }) {
  if (!(isDecimal ? /^[-+]?\d*\.?\d+$/ : /^[-+]?\d+$/).test(text.trim()))
    return isDecimal ? "Write a number, such as 12.5." : "Write a whole number.";
  if (least !== undefined && Number(text) < Number(least)) return `At least ${least}.`;
  return most !== undefined && Number(text) > Number(most) ? `At most ${most}.` : "";
}
