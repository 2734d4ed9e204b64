/** The middle of the page: a conversation with its header, list and composer, or the app's Home. */

import { avatar } from "/page/avatar.js";
import { Composer, takesFiles } from "/page/composer.js";
import { button, div, el, fill, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { guideCard } from "/page/guide.js";
import { homePane } from "/page/home.js";
import { List } from "/page/list.js";
import { attempt } from "/page/line.js";
import { send } from "/page/sending.js";
import { calledOf, channelOf, on, tell, titleOf, world } from "/page/world.js";
import { Prompts, workingLine } from "/page/working.js";

export class Place {
  constructor(host) {
    this.host = host;
    this.shown = "";
    takesFiles(host, () => this.composer);
    on("place", () => this.go());
    on("everything", () => this.renew());
    on("message", (told) => this.heard(told));
    on("pending", () => this.list?.update());
    on("statuses", () => this.working?.update());
    on("prompts", () => this.prompts?.update());
    on("channels", () => this.renewHeader());
    on("people", () => this.renewHeader());
    on("said", (told) => this.said(told));
    on("show", ({ ts, thread }) => !thread && this.list?.show(ts));
    on("restore", (entry) => entry.channel === this.channel?.id && !entry.thread && this.composer?.put(entry.text));
  }

  /** Show the place of the address, unless it is shown already. */
  go() {
    const { channel, tab } = world.place;
    const wanted = `${world.me?.id}/${channel}/${tab}`;
    this.working?.update();
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.channel = channelOf(channel);
    this.list?.end();
    this.list = this.composer = this.working = this.prompts = this.guide = null;
    document.title = this.channel
      ? `${tab === "home" ? "Home" : calledOf(this.channel)} – ${world.app.name}`
      : world.app.name;
    this.header = el("header", { class: "place-head" });
    fill(this.host, this.header, ...(tab === "home" ? this.homeParts() : this.conversationParts()));
    this.renewHeader();
    this.afterShowing(tab);
  }

  homeParts() {
    return [homePane().node];
  }

  conversationParts() {
    if (!this.channel) return [el("p", { class: "empty" }, "There is no conversation here yet.")];
    const { id } = this.channel;
    const called = calledOf(this.channel);
    this.list = new List({ channel: id, label: called, unreadFrom: world.read[id] || "" });
    fill(this.list.start, this.beginning());
    if (this.channel.is_member === false) return [this.list.node, this.joinBar()];
    this.composer = new Composer({ channel: id, label: `Message ${called}`, list: this.list });
    this.working = workingLine({ channel: id });
    this.prompts = new Prompts({ channel: id }, (text) => this.say(text));
    this.guide = this.channel.kind === "im" ? guideCard((text) => this.say(text)) : null;
    return [
      this.list.node,
      el("div", { class: "dock" }, this.guide, this.prompts.node, this.composer.node, this.working.node),
    ];
  }

  /** Send a text as if it had been typed. */
  say(text) {
    if (send({ channel: this.channel.id, text }) !== false)
      tell("said", { channel: this.channel.id, thread: "", text });
    this.composer?.field.focus();
  }

  beginning() {
    const isDirect = this.channel.kind === "im";
    const about = isDirect
      ? world.app.description || "This is where you talk with the app."
      : `This is the beginning of #${this.channel.name}.`;
    return el(
      "div",
      { class: "beginning" },
      isDirect
        ? avatar(world.bot.id, "avatar-large")
        : el("span", { class: "beginning-sign" }, icon(this.channel.is_private ? "lock" : "hash")),
      el(
        "div",
        {},
        el("div", { class: "beginning-title" }, calledOf(this.channel)),
        el("div", { class: "quiet" }, about),
      ),
    );
  }

  joinBar() {
    return el(
      "div",
      { class: "dock" },
      el(
        "div",
        { class: "join" },
        `You are not in #${this.channel.name}.`,
        el(
          "button",
          {
            type: "button",
            class: "button button-primary",
            on: { click: () => attempt("joins", { channel: this.channel.id }) },
          },
          "Join",
        ),
      ),
    );
  }

  renewHeader() {
    const fresh = channelOf(this.channel?.id);
    if (fresh && this.channel && fresh.is_member !== this.channel.is_member) this.shown = "";
    this.channel = fresh || this.channel;
    if (this.shown === "") return void this.go();
    if (this.header) fill(this.header, ...this.headerParts());
  }

  headerParts() {
    const open = el(
      "button",
      {
        type: "button",
        class: "icon-button drawer-button",
        "aria-label": "Open the list of conversations",
        on: { click: () => tell("drawer", true) },
      },
      icon("menu"),
    );
    if (!this.channel) return [open];
    const isDirect = this.channel.kind === "im";
    const title = el(
      "h1",
      {},
      isDirect ? avatar(world.bot.id, "avatar-small") : icon(this.channel.is_private ? "lock" : "hash"),
      titleOf(this.channel),
    );
    return [open, title, isDirect ? this.tabs() : this.members()];
  }

  tabs() {
    const { id } = this.channel;
    const tab = (name, label) => {
      const isHere = world.place.tab === name;
      const told = { role: "tab", "aria-selected": String(isHere), tabindex: isHere ? "0" : "-1" };
      return button("tab", () => tell("go", { channel: id, tab: name }), label, told);
    };
    const other = () => tell("go", { channel: id, tab: world.place.tab === "home" ? "messages" : "home" });
    const key = ({ key: pressed }) => /^Arrow(Left|Right)$/.test(pressed) && other();
    const named = { class: "tabs", role: "tablist", "aria-label": titleOf(this.channel), on: { keydown: key } };
    return el("div", named, tab("home", "Home"), tab("messages", "Messages"));
  }

  members() {
    const { id, members = [], is_member: isMember } = this.channel;
    const called = (one) => (one === world.bot.id ? world.bot.name : world.people.get(one)?.name || one);
    const bring = () => attempt("invites_app", { channel: id });
    const invite = button("button button-small", bring, `Invite ${world.bot.name}`);
    const count = [icon("people"), ` ${members.length}`, span("unseen", " members")];
    const people = el("span", { class: "quiet", title: members.map(called).join(", ") }, count);
    return div("place-members", members.includes(world.bot.id) || isMember === false ? null : invite, people);
  }

  /** What was seen is told, and the focus goes where one goes on. */
  afterShowing(tab) {
    if (tab === "messages") tell("seen", { channel: this.channel?.id, thread: "" });
    if (world.place.thread || document.querySelector("dialog[open]")) return;
    const isByHand = matchMedia("(pointer: fine)").matches;
    const next = tab === "home" ? this.host.querySelector(".home") : isByHand && this.composer?.field;
    if (next) next.focus({ preventScroll: true });
  }

  /** After the line was cut the same place is brought up to date; another person's is built anew. */
  renew() {
    this.go();
    this.list?.update();
    this.working?.update();
    this.prompts?.update();
    this.renewHeader();
  }

  heard({ message, before }) {
    if (message.channel !== this.channel?.id || !this.list) return;
    if (!before && message.user !== world.me?.id) this.list.arrived();
    if (!before && message.bot_id) this.prompts?.again();
    if (!before) this.guide?.update();
    this.list.update();
    if (this.list.isStuck) tell("seen", { channel: message.channel, thread: "" });
  }

  said({ channel, thread, text }) {
    if (channel !== this.channel?.id || thread) return;
    this.guide?.said(text);
    this.prompts?.dismiss();
    if (this.list) {
      this.list.unreadFrom = "";
      this.list.isStuck = true;
      this.list.update();
    }
  }
}
