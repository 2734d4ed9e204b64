/** The app's modals: a stack of dialogs, each with its fields, errors at them, and a button that submits. */

import { showBlocks } from "/page/blocks.js";
import { button, el, fill } from "/page/dom.js";
import { iconButton } from "/page/icons.js";
import { complaintOf } from "/page/fields.js";
import { act, attempt } from "/page/line.js";
import { Surface } from "/page/surface.js";
import { mrkdwn, textOf } from "/page/mrkdwn.js";
import { on, world } from "/page/world.js";

class Modal {
  constructor(view) {
    this.id = view.id;
    this.surface = new Surface({ view: view.id }, view.state);
    this.title = el("h2", { id: `${view.id}-title` });
    this.trouble = el("div", { class: "modal-trouble", role: "alert" });
    this.blocks = el("div", { class: "modal-blocks" });
    this.foot = el("footer", { class: "modal-foot" });
    const close = iconButton("close", "Close", () => this.close());
    this.node = el(
      "dialog",
      { class: "modal", "aria-labelledby": `${view.id}-title` },
      el("header", { class: "modal-head" }, this.title, close),
      el("div", { class: "modal-body" }, this.trouble, this.blocks),
      this.foot,
    );
    this.node.addEventListener("cancel", (event) => (event.preventDefault(), this.close()));
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.update(view);
  }

  /** Show this version of the view; what is typed in fields that stay is kept. */
  update(view) {
    const wire = JSON.stringify([view.title, view.submit, view.close, view.blocks]);
    this.surface.refresh(view.state);
    this.view = view;
    if (wire !== this.wire) {
      this.wire = wire;
      fill(this.title, textOf(view.title) || "");
      showBlocks(this.blocks, view.blocks, this.surface);
      fill(this.foot, this.footer());
    }
    if (!this.isSending) this.showErrors(view.errors || {});
  }

  footer() {
    const hasInput = this.view.blocks.some((block) => block.type === "input");
    const submit = this.view.submit || (hasInput ? { type: "plain_text", text: "Submit" } : null);
    this.submitButton = submit
      ? button("button button-primary", () => this.submit(), textOf(submit))
      : null;
    return [
      button("button", () => this.close(), textOf(this.view.close) || (submit ? "Cancel" : "Close")),
      this.submitButton,
    ];
  }

  open() {
    document.body.append(this.node);
    this.node.showModal();
    const wanted =
      this.blocks.querySelector("input:not([type=hidden]), textarea, button, a") || this.submitButton || this.title;
    wanted.focus();
  }

  end() {
    this.node.close();
    this.node.remove();
  }

  close() {
    attempt("closes", { view: this.id });
    drop(this.id);
  }

  key(event) {
    const isField = event.target.matches("input.field-input");
    if (event.key === "Enter" && ((isField && !event.isComposing) || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.submit();
    }
  }

  /** Check the fields, then submit; what the app refuses is shown at its field. */
  async submit() {
    if (this.isSending || !this.submitButton) return;
    const errors = this.ownErrors();
    if (Object.keys(errors).length) return void this.showErrors(errors, true);
    this.busy(true);
    try {
      await this.surface.settled();
      const answer = await act("submits", { view: this.id, values: this.surface.values(this.view.blocks) });
      this.busy(false);
      this.showErrors(answer.errors || {}, true);
    } catch (refusal) {
      this.busy(false);
      this.showErrors({ "": refusal.message }, true);
    }
  }

  ownErrors() {
    const errors = {};
    for (const block of this.view.blocks) {
      const words = block.type === "input" ? complaintOf(block, this.surface) : "";
      if (words) errors[block.block_id] = words;
    }
    return errors;
  }

  showErrors(errors, withFocus = false) {
    const left = { ...errors };
    let first = null;
    for (const node of this.blocks.children) {
      const words = left[node.dataset.at] || "";
      delete left[node.dataset.at];
      const focusable = node.complain?.(words);
      if (words && !node.complain) left[node.dataset.at] = words;
      else if (words) first ||= focusable;
    }
    fill(
      this.trouble,
      Object.values(left).map((words) => el("p", {}, mrkdwn(words))),
    );
    if (withFocus) first?.focus();
  }

  busy(isSending) {
    this.isSending = isSending;
    this.submitButton.disabled = isSending;
    this.node.setAttribute("aria-busy", String(isSending));
  }
}

const stack = new Map();
let opener = null;

function drop(id) {
  stack.get(id)?.end();
  stack.delete(id);
  if (!stack.size && opener?.isConnected) opener.focus({ preventScroll: true });
}

/** Bring the dialogs in step with the views that are open. */
function update() {
  const views = world.views;
  for (const id of [...stack.keys()].reverse()) if (!views.some((view) => view.id === id)) drop(id);
  for (const view of views) {
    if (stack.has(view.id)) stack.get(view.id).update(view);
    else {
      if (!stack.size) opener = document.activeElement;
      const modal = new Modal(view);
      stack.set(view.id, modal);
      modal.open();
    }
  }
}

/** Follow the stack of views. */
export function followViews() {
  for (const kind of ["views", "everything"]) on(kind, update);
  on("leaving", () => [...stack.keys()].forEach(drop));
}
