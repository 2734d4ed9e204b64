/** One message: who, when, what, and what can be done with it. Changed in place when it changes. */

import { avatar } from "/page/avatar.js";
import { showBlocks } from "/page/blocks.js";
import { clockTime, fullTime, moment, ago } from "/page/days.js";
import { button, el, fill, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { editor } from "/page/editor.js";
import { attachmentsOf, filesOf } from "/page/extras.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { messageMenu, reactionPicker, reactionsOf } from "/page/deeds.js";
import { Surface } from "/page/surface.js";
import { wordsOf } from "/page/typed.js";
import { nameOf, tell, world } from "/page/world.js";

const SETTLED = ["header", "note", "blocks", "extras", "reactions", "thread"];

export class MessageNode {
  constructor(message, shown) {
    this.surface = new Surface({ channel: message.channel, ts: message.ts }, message.state);
    this.parts = Object.fromEntries(SETTLED.map((part) => [part, el("div", { class: `message-${part}` })]));
    this.gutter = el("div", { class: "message-gutter" });
    this.main = el(
      "div",
      { class: "message-main" },
      SETTLED.map((part) => this.parts[part]),
    );
    this.node = el(
      "article",
      { class: "message", tabindex: "-1", data: { at: message.key || message.ts, ts: message.ts } },
      this.gutter,
      this.main,
      this.toolbar(),
    );
    this.node.shown = this;
    this.update(message, shown);
  }

  /** Show this version of it; `shown` says {isGrouped, replies, isInThread}. */
  update(message, shown) {
    this.message = message;
    this.shown = shown;
    const author = message.user || message.bot_id;
    const at = moment(message.ts);
    this.node.className = `message${shown.isGrouped ? " is-grouped" : ""}${message.ephemeral ? " is-ephemeral" : ""}`;
    this.node.setAttribute(
      "aria-label",
      `${nameOf(author)}, ${clockTime(at)}${shown.replies?.length ? `, ${counted(shown.replies)}` : ""}`,
    );
    this.node.dataset.ts = message.ts;
    this.showAuthor(author, at);
    fill(this.parts.note, message.ephemeral ? [icon("eye"), "Only visible to you"] : null, this.answeredNote());
    if (!this.isEditing) this.showWords();
    fill(this.parts.extras, attachmentsOf(message, this.surface), filesOf(message));
    fill(this.parts.reactions, reactionsOf(message));
    fill(this.parts.thread, this.threadLink());
  }

  showAuthor(author, at) {
    const time = el("time", { class: "message-time", datetime: at.toISOString(), title: fullTime(at) }, clockTime(at));
    const isApp = Boolean(this.message.bot_id);
    const name = el("span", { class: "message-author" }, nameOf(author));
    fill(
      this.parts.header,
      this.shown.isGrouped
        ? el("span", { class: "unseen" }, nameOf(author), " ")
        : [name, isApp ? el("span", { class: "badge" }, "App") : null, time],
    );
    fill(this.gutter, this.shown.isGrouped ? time : avatar(author));
  }

  /** Which message it answers, where that one is not right above it. */
  answeredNote() {
    const { answered } = this.shown;
    if (!answered) return null;
    const show = () => tell("show", { channel: answered.channel, ts: answered.ts, thread: "" });
    return button("answered", show, [icon("thread"), span("", `To “${wordsOf(answered).slice(0, 80)}”`)]);
  }

  showWords() {
    const { message } = this;
    this.surface.refresh(message.state);
    const isOwnWords = !message.bot_id || !message.blocks?.length;
    const edited = message.edited ? el("span", { class: "message-edited" }, " (edited)") : null;
    if (isOwnWords) {
      this.parts.blocks.kept = null;
      fill(this.parts.blocks, el("div", { class: "words" }, mrkdwn(message.text), edited));
    } else {
      if (!this.parts.blocks.kept) this.parts.blocks.replaceChildren();
      showBlocks(this.parts.blocks, message.blocks, this.surface);
    }
  }

  threadLink() {
    const { replies, isInThread } = this.shown;
    if (!replies?.length || isInThread) return null;
    const authors = [...new Set(replies.map((reply) => reply.user || reply.bot_id))].slice(0, 4);
    return el(
      "button",
      { type: "button", class: "thread-link", data: { at: "thread" }, on: { click: () => this.openThread() } },
      authors.map((id) => avatar(id, "avatar-tiny")),
      el("span", { class: "thread-count" }, counted(replies)),
      el("span", { class: "quiet" }, `Last reply ${ago(moment(replies.at(-1).ts))}`),
    );
  }

  toolbar() {
    const tool = (name, label, hear, more = {}) =>
      el(
        "button",
        {
          type: "button",
          class: "icon-button",
          tabindex: "-1",
          "aria-label": label,
          title: label,
          data: { at: name },
          on: { click: (event) => hear(event.currentTarget) },
          ...more,
        },
        icon(name),
      );
    this.tools = {
      react: tool("smile", "Add reaction", (anchor) => reactionPicker(anchor, this.message), {
        "aria-haspopup": "dialog",
      }),
      reply: tool("thread", "Reply in thread", () => this.openThread()),
      more: tool("more", "More actions", (anchor) => messageMenu(anchor, this), { "aria-haspopup": "menu" }),
    };
    return el(
      "div",
      { class: "message-tools", role: "group", "aria-label": "Message actions" },
      Object.values(this.tools),
    );
  }

  openThread() {
    tell("go", { channel: this.message.channel, thread: this.message.thread_ts || this.message.ts });
  }

  /** Turn the words into a field to change them in. */
  edit() {
    if (this.isEditing || this.message.user !== world.me.id) return;
    this.isEditing = true;
    const end = () => {
      this.isEditing = false;
      this.showWords();
      this.node.focus({ preventScroll: true });
    };
    this.parts.blocks.kept = null;
    const field = editor(this.message, end);
    fill(this.parts.blocks, field.node);
    field.focus();
  }
}

const counted = (replies) => (replies.length === 1 ? "1 reply" : `${replies.length} replies`);
