/** A list of messages, of a conversation or of one thread: kept in step by changing only what changed. */

import { dayKey, dayName, moment } from "/page/days.js";
import { arrange, el } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { MessageNode } from "/page/message.js";
import { fetchOlder, hasOlder } from "/page/older.js";
import { pendingIn } from "/page/sending.js";
import { waiting } from "/page/waiting.js";
import { isFlat, messageAt, messagesOf, tell, world } from "/page/world.js";

const NEAR = 90;
const TOGETHER = 300;

export class List {
  /** `place` is {channel, thread}; `label` how the log is called. */
  constructor({ channel, thread = "", label, unreadFrom = "" }) {
    Object.assign(this, { channel, thread, unreadFrom, isStuck: true, missed: 0, isFlat: !thread && isFlat(channel) });
    this.log = el("div", {
      class: "log",
      role: "log",
      "aria-label": label,
      "aria-live": "off",
      on: {
        keydown: (event) => this.key(event),
        focusin: (event) => this.tools(event, "0"),
        focusout: (event) => this.tools(event, "-1"),
      },
    });
    this.start = el("div", { class: "log-start" });
    this.scroller = el("div", { class: "scroller", on: { scroll: () => this.scrolled() } }, this.start, this.log);
    this.newest = el(
      "button",
      { type: "button", class: "newest", hidden: true, on: { click: () => this.toEnd(true) } },
      icon("down"),
      el("span"),
    );
    this.node = el("div", { class: "list-frame" }, this.scroller, this.newest);
    this.watch = new ResizeObserver(() => this.isStuck && this.toEnd());
    this.watch.observe(this.log);
    this.watch.observe(this.scroller);
    this.update();
  }

  /** Stop watching; the list is not shown any longer. */
  end() {
    this.watch.disconnect();
  }

  /** Bring it in step with the messages; stay at the end if one was there. */
  update() {
    const replies = this.thread || this.isFlat ? null : this.repliesByThread();
    const items = [];
    let before = null;
    for (const message of this.said()) {
      this.addDay(items, before, message);
      const isNew = this.isFirstUnread(items, message);
      if (isNew) items.isMarked = items.push(UNREAD);
      const answered = this.answeredBy(message, before);
      const isGrouped = !isNew && !answered && this.follows(before, message);
      const shown = {
        isGrouped,
        answered,
        replies: replies?.get(message.ts) || null,
        isInThread: Boolean(this.thread),
      };
      items.push(this.item(message, shown));
      before = message;
    }
    for (const entry of pendingIn(this.channel, this.thread)) items.push(waiting(entry));
    arrange(this.log, items);
    this.start.hidden = !this.thread && hasOlder(this.channel);
    this.rove();
    if (this.isStuck) this.toEnd();
  }

  isFirstUnread(items, message) {
    return this.unreadFrom && !items.isMarked && message.ts > this.unreadFrom && message.user !== world.me?.id;
  }

  /** Which message it answers, where threads are shown in line and another thread stands above it. */
  answeredBy(message, before) {
    const root = message.thread_ts || message.ts;
    if (!this.isFlat || root === message.ts || (before && (before.thread_ts || before.ts) === root)) return null;
    return messageAt(this.channel, root) || null;
  }

  said() {
    const all = messagesOf(this.channel);
    if (this.thread) return all.filter((message) => message.ts === this.thread || message.thread_ts === this.thread);
    if (this.isFlat) return all;
    return all.filter(
      (message) =>
        !message.thread_ts ||
        message.thread_ts === message.ts ||
        message.subtype === "thread_broadcast" ||
        this.isOrphan(message),
    );
  }

  /** A reply in a thread whose beginning is not there, such as an answer to a command, is shown in its place. */
  isOrphan(message) {
    return !messagesOf(this.channel).some((other) => other.ts === message.thread_ts);
  }

  repliesByThread() {
    const replies = new Map();
    for (const message of messagesOf(this.channel)) {
      if (!message.thread_ts || message.thread_ts === message.ts) continue;
      if (!replies.has(message.thread_ts)) replies.set(message.thread_ts, []);
      replies.get(message.thread_ts).push(message);
    }
    return replies;
  }

  addDay(items, before, message) {
    const key = dayKey(moment(message.ts));
    if (before && dayKey(moment(before.ts)) === key) return;
    const name = dayName(moment(message.ts));
    items.push({
      key: `day-${key}`,
      mark: name,
      build: () =>
        el("div", { class: "day", role: "separator", "aria-label": name }, el("span", { "aria-hidden": "true" }, name)),
    });
  }

  follows(before, message) {
    if (!before || (this.thread && before.ts === this.thread)) return false;
    const isSame =
      (before.user || before.bot_id) === (message.user || message.bot_id) &&
      Boolean(before.ephemeral) === Boolean(message.ephemeral);
    return (
      isSame &&
      parseFloat(message.ts) - parseFloat(before.ts) < TOGETHER &&
      dayKey(moment(before.ts)) === dayKey(moment(message.ts))
    );
  }

  item(message, shown) {
    const last = shown.replies?.at(-1)?.ts || "";
    return {
      key: message.key || `${message.channel}-${message.ts}`,
      mark: `${message.version}/${shown.isGrouped}/${shown.answered?.version || ""}/${shown.replies?.length || 0}/${last}`,
      build: (old) => {
        const isSame = old?.shown?.message.ts === message.ts;
        if (!isSame) return new MessageNode(message, shown).node;
        old.shown.update(message, shown);
        return old;
      },
    };
  }

  /** One message at a time can be reached by Tab; the arrows go to the others. */
  rove(wanted = null) {
    const articles = [...this.log.querySelectorAll(":scope > article")];
    const current = wanted || articles.find((article) => article.tabIndex === 0) || articles.at(-1);
    for (const article of articles)
      if (article.tabIndex !== (article === current ? 0 : -1)) article.tabIndex = article === current ? 0 : -1;
  }

  tools(event, index) {
    const article = event.target.closest("article");
    if (!article || (index === "-1" && article.contains(event.relatedTarget))) return;
    for (const tool of article.querySelectorAll(".message-tools > button")) tool.setAttribute("tabindex", index);
  }

  key(event) {
    const article = event.target;
    if (article.tagName !== "ARTICLE" || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    const deed = {
      r: (shown) => shown.tools.react.click(),
      t: (shown) => shown.openThread(),
      e: (shown) => shown.edit(),
      m: (shown) => shown.tools.more.click(),
      Enter: (shown) => shown.tools.more.focus(),
    }[event.key];
    if (!step && !(deed && article.shown)) return;
    event.preventDefault();
    if (!step) return void deed(article.shown);
    let next = article[step];
    while (next && next.tagName !== "ARTICLE") next = next[step];
    if (next) (this.rove(next), next.focus());
  }

  scrolled() {
    const { scrollHeight, clientHeight } = this.scroller;
    const isResized = this.size !== `${scrollHeight}/${clientHeight}`;
    this.size = `${scrollHeight}/${clientHeight}`;
    if (isResized && this.isStuck) return this.toEnd();
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    this.isStuck = left < NEAR;
    if (this.isStuck) this.missed = 0;
    this.showNewest();
    if (this.isStuck) tell("seen", { channel: this.channel, thread: this.thread });
    if (!this.thread && this.scroller.scrollTop < 600) this.lookBack();
    return undefined;
  }

  /** Fetch what was said before, and stay where one is. */
  async lookBack() {
    if (!(await fetchOlder(this.channel)) || !this.node.isConnected) return;
    const left = this.scroller.scrollHeight - this.scroller.scrollTop;
    this.update();
    if (!this.isStuck) this.scroller.scrollTop = this.scroller.scrollHeight - left;
  }

  /** A message arrived that is perhaps below what one sees. */
  arrived() {
    if (!this.isStuck) this.missed += 1;
    this.showNewest();
  }

  showNewest() {
    this.newest.hidden = this.isStuck;
    this.newest.lastChild.textContent = this.missed ? `${this.missed} new` : "Newest";
  }

  toEnd(isPressed = false) {
    if (isPressed) this.isStuck = true;
    this.size = `${this.scroller.scrollHeight}/${this.scroller.clientHeight}`;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Bring a message into view and point at it. */
  show(ts) {
    const article = this.log.querySelector(`article[data-ts="${CSS.escape(ts)}"]`);
    if (!article) return;
    this.isStuck = false;
    article.scrollIntoView({ block: "center" });
    article.classList.add("is-pointed");
    this.rove(article);
    article.focus({ preventScroll: true });
    setTimeout(() => article.classList.remove("is-pointed"), 2500);
  }
}

const UNREAD = {
  key: "unread",
  mark: "",
  build: () =>
    el(
      "div",
      { class: "unread-line", role: "separator", "aria-label": "New messages" },
      el("span", { "aria-hidden": "true" }, "New"),
    ),
};
