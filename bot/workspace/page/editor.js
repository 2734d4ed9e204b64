/** The field in which one changes a message of one's own. */

import { button, div, el, span } from "/page/dom.js";
import { attempt } from "/page/line.js";
import { meant, typedText } from "/page/typed.js";

/** The field with its buttons; `ended` hears when it is done with. */
export function editor(message, ended) {
  const before = typedText(message.text);
  const field = el("textarea", { class: "composer-input editor-input", rows: 1, "aria-label": "Edit message" });
  field.value = before;
  const save = () => change(message, field, before, ended);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      save();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      ended();
    }
  });
  const buttons = [
    button("button button-primary button-small", save, "Save"),
    button("button button-small", ended, "Cancel"),
    span("quiet", "Enter saves, Escape leaves it as it was"),
  ];
  const focus = () => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  return { node: div("editor", field, div("actions", buttons)), focus };
}

async function change(message, field, before, ended) {
  const text = field.value.trim();
  if (!text) return field.focus();
  const told = { channel: message.channel, ts: message.ts, text: meant(text) };
  if (text !== before && !(await attempt("edits", told))) return undefined;
  return ended();
}
