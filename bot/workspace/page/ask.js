/** Small dialogs that ask before something is done. */

import { button, div, el } from "/page/dom.js";
import { iconButton } from "/page/icons.js";
import { textOf } from "/page/mrkdwn.js";

let number = 0;

/** A dialog with a title, a body and buttons at its foot; `closed` hears when it is closed otherwise. */
export function dialogOf(title, body, foot, closed, kind = "modal") {
  const id = `ask-${(number += 1)}`;
  const node = el("dialog", { class: kind, "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-text` });
  node.append(
    el("header", { class: "modal-head" }, el("h2", { id: `${id}-title` }, title), iconButton("close", "Close", closed)),
    el("div", { class: "modal-body", id: `${id}-text` }, body),
  );
  if (foot) node.append(el("footer", { class: "modal-foot" }, foot));
  node.addEventListener("cancel", (event) => {
    event.preventDefault();
    closed();
  });
  document.body.append(node);
  node.showModal();
  return node;
}

/** Ask with the words of a confirmation object, or `{title, text, confirm, deny, style}`; true if agreed to. `deny: null` only tells. */
export function confirmed(wanted) {
  if (!wanted) return Promise.resolve(true);
  return new Promise((answer) => {
    const end = (agreed) => () => {
      dialog.close();
      dialog.remove();
      answer(agreed);
    };
    const style = wanted.style === "danger" ? "button button-danger" : "button button-primary";
    const yes = button(style, end(true), textOf(wanted.confirm || "Yes"), { autofocus: true });
    const no = wanted.deny === null ? null : button("button", end(false), textOf(wanted.deny || "Cancel"));
    const foot = [no, yes];
    const dialog = dialogOf(textOf(wanted.title), div("words", textOf(wanted.text)), foot, end(false), "modal ask");
  });
}
