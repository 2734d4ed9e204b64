/** Small dialogs that ask before something is done. */

import { el, icon } from "/page/dom.js";
import { textOf } from "/page/mrkdwn.js";

let number = 0;

/** Ask with the words of a confirmation object, or `{title, text, confirm, deny, style}`; true if agreed to. */
export function confirmed(wanted) {
  if (!wanted) return Promise.resolve(true);
  return new Promise((answer) => {
    const id = `ask-${(number += 1)}`;
    const dialog = el("dialog", {
      class: "modal ask",
      "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-text`,
    });
    const end = (agreed) => () => {
      dialog.close();
      dialog.remove();
      answer(agreed);
    };
    const style = wanted.style === "danger" ? "button button-danger" : "button button-primary";
    dialog.append(
      el(
        "header",
        { class: "modal-head" },
        el("h2", { id: `${id}-title` }, textOf(wanted.title)),
        el(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Close", on: { click: end(false) } },
          icon("close"),
        ),
      ),
      el("div", { class: "modal-body words", id: `${id}-text` }, textOf(wanted.text)),
      el(
        "footer",
        { class: "modal-foot" },
        el("button", { type: "button", class: "button", on: { click: end(false) } }, textOf(wanted.deny || "Cancel")),
        el(
          "button",
          { type: "button", class: style, autofocus: true, on: { click: end(true) } },
          textOf(wanted.confirm || "Yes"),
        ),
      ),
    );
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      end(false)();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
