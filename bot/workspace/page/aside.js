/** What stands beside the conversation: a thread, or what is known of a record. */

import { Composer, takesFiles } from "/page/composer.js";
import { detailsOf } from "/page/extras.js";
import { div, el, fill, span } from "/page/dom.js";
import { iconButton } from "/page/icons.js";
import { elementNode } from "/page/elements.js";
import { List } from "/page/list.js";
import { Surface } from "/page/surface.js";
import { calledOf, channelOf, messageAt, on, tell, world } from "/page/world.js";
import { Prompts, workingLine } from "/page/working.js";

export class Aside {
  constructor(host) {
    this.host = host;
    this.shown = "";
    on("place", () => this.go());
    on("everything", () => (this.go(), this.thread?.list.update(), this.thread?.working.update()));
    on("message", (told) => this.heard(told));
    on("pending", () => this.thread?.list.update());
    on("statuses", () => this.thread?.working.update());
    on("prompts", () => this.thread?.prompts.update());
    on("said", ({ thread }) => thread && this.said());
    on("show", ({ ts, thread }) => thread && this.thread?.list.show(ts));
    on("details", (told) => this.details(told));
    on("restore", (entry) => entry.thread && entry.thread === this.thread?.ts && this.thread.composer.put(entry.text));
  }

  go() {
    const { channel, thread } = world.place;
    const wanted = thread ? `${world.me?.id}/${channel}/${thread}` : "";
    if (wanted === this.shown) return;
    this.shown = wanted;
    if (wanted) this.openThread(channel, thread);
    else this.clear();
  }

  clear() {
    this.thread?.list.end();
    this.thread = null;
    this.host.replaceChildren();
  }

  frame(label, title, close, ...parts) {
    const button = iconButton("close", `Close ${label.toLowerCase()}`, close);
    const node = el(
      "aside",
      { class: "aside", "aria-label": label, tabindex: "-1" },
      el("header", { class: "place-head" }, el("h2", {}, title), button),
      ...parts,
    );
    node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
    fill(this.host, node);
    return node;
  }

  openThread(channel, ts) {
    this.thread?.list.end();
    const list = new List({ channel, thread: ts, label: "Thread" });
    const composer = new Composer({ channel, thread: ts, label: "Reply in the thread", list });
    const working = workingLine({ channel, thread: ts });
    const prompts = new Prompts({ channel, thread: ts }, (text) => (composer.put(text), composer.send()));
    this.thread = { ts, channel, list, composer, working, prompts };
    const close = () => {
      tell("go", { channel });
      document.querySelector(`#place article[data-ts="${CSS.escape(ts)}"]`)?.focus({ preventScroll: true });
    };
    const node = this.frame(
      "Thread",
      ["Thread ", span("quiet", calledOf(channelOf(channel)))],
      close,
      list.node,
      el("div", { class: "dock" }, prompts.node, composer.node, working.node),
    );
    takesFiles(node, () => composer);
    composer.field.focus({ preventScroll: true });
  }

  heard({ message, before }) {
    const { thread } = this;
    if (!thread || message.channel !== thread.channel || (message.thread_ts !== thread.ts && message.ts !== thread.ts))
      return;
    if (!before && message.user !== world.me?.id) thread.list.arrived();
    if (!before && message.bot_id) thread.prompts.again();
    thread.list.update();
  }

  said() {
    if (!this.thread) return;
    this.thread.prompts.dismiss();
    this.thread.list.isStuck = true;
    this.thread.list.update();
  }

  /** Show what is known of a record. */
  details(told) {
    const { isLoading = false, message = messageAt(told.channel, told.ts) || told } = told;
    const entity = told.entity || told.metadata?.entities?.[0] || told.metadata;
    if (!entity) return;
    this.thread?.list.end();
    this.thread = null;
    this.shown = "details";
    const { title, kind, rows, link, actions } = detailsOf(entity);
    const isEntered = isLoading || this.host.contains(document.activeElement);
    if (isLoading) this.opener = document.activeElement;
    const close = () => {
      this.clear();
      this.shown = "";
      this.go();
      this.opener?.focus({ preventScroll: true });
    };
    const facts = rows.map(([label, value]) => [el("dt", {}, label), el("dd", {}, value || "–")]);
    const buttons = deedsOf(actions, new Surface({ channel: message.channel, ts: message.ts }));
    const body = [
      el("h3", { class: "details-title" }, title),
      el("dl", { class: "details-rows" }, facts),
      buttons,
      link,
    ];
    const pane = el("div", { class: "scroller details", "aria-busy": String(isLoading) }, body);
    const node = this.frame("Details", kind, close, pane);
    if (isEntered) node.focus({ preventScroll: true });
    if (world.place.thread) tell("go", { channel: world.place.channel });
  }
}

/** The buttons of a record, whose labels may be plain strings. */
function deedsOf(actions, surface) {
  if (!actions.length) return null;
  const worded = ({ text, ...more }) => ({
    type: "button",
    ...more,
    text: text?.text ? text : { type: "plain_text", text },
  });
  return div(
    "actions",
    actions.map((action) => elementNode(worded(action), { block_id: "entity" }, surface)),
  );
}
