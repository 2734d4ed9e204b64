/** The field in which one changes a message of one's own. */

import { el } from "/page/dom.js";
import { attempt } from "/page/line.js";
import { meant, typedText } from "/page/typed.js";

export function editor(message, ended) {
  const field = el("textarea", {
    class: "composer-input editor-input",
    rows: 1,
    "aria-label": "Edit message",
    value: typedText(message.text),
  });
  const save = async () => {
    const text = field.value.trim();
    if (!text) return field.focus();
    if (
      text !== typedText(message.text) &&
      !(await attempt("edits", { channel: message.channel, ts: message.ts, text: meant(text) }))
    )
      return undefined;
    return ended();
  };
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
  const node = el(
    "div",
    { class: "editor" },
    field,
    el(
      "div",
      { class: "actions" },
      el("button", { type: "button", class: "button button-primary button-small", on: { click: save } }, "Save"),
      el("button", { type: "button", class: "button button-small", on: { click: ended } }, "Cancel"),
      el("span", { class: "quiet" }, "Enter saves, Escape leaves it as it was"),
    ),
  );
  const focus = () => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  return { node, focus };
}
