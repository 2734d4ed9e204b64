/** The column at the left: who one is, where one can go, and what one can do anywhere. */

import { avatar } from "/page/avatar.js";
import { dayAndTime } from "/page/days.js";
import { arrange, el, fill, icon } from "/page/dom.js";
import { clockMenu, peopleMenu, shortcutMenu, workspaceMenu, newChannel } from "/page/menus.js";
import { unreadIn } from "/page/reading.js";
import { direct, now, on, tell, titleOf, world } from "/page/world.js";

export class Sidebar {
  constructor(host) {
    this.host = host;
    this.build();
    for (const kind of ["everything", "channels", "people", "place", "read"]) on(kind, () => this.update());
    on("message", () => this.update());
    on("clock", () => this.tick());
    on("open-menu", (which) => (tell("drawer", true), requestAnimationFrame(() => this[which]?.click())));
    setInterval(() => this.tick(), 5000);
  }

  build() {
    const opener = (kind, open, more = {}) =>
      el("button", {
        type: "button",
        class: kind,
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        on: { click: (event) => open(event.currentTarget) },
        ...more,
      });
    this.workspace = opener("workspace", workspaceMenu);
    this.me = opener("me", peopleMenu);
    this.shortcuts = opener("side-button", shortcutMenu);
    fill(this.shortcuts, icon("bolt"), "Shortcuts");
    this.clock = opener("side-button side-clock", clockMenu);
    this.apps = el("ul", { class: "rooms" });
    this.rooms = el("ul", { class: "rooms" });
    this.others = el("ul", { class: "rooms" });
    const add = el(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": "New channel",
        title: "New channel",
        on: { click: newChannel },
      },
      icon("plus"),
    );
    this.further = el("div", {}, el("h2", {}, "More channels"), this.others);
    fill(
      this.host,
      el("div", { class: "side-head" }, this.workspace),
      el(
        "div",
        { class: "side-rooms" },
        el("h2", {}, "App"),
        this.apps,
        el("div", { class: "side-row" }, el("h2", {}, "Channels"), add),
        this.rooms,
        this.further,
      ),
      el("div", { class: "side-foot" }, this.shortcuts, this.clock, this.me),
    );
  }

  update() {
    if (!world.me) return;
    fill(
      this.workspace,
      el("span", { class: "workspace-name" }, world.workspace || `${world.app.name} demo`),
      icon("down"),
    );
    this.me.setAttribute("aria-label", `You are ${world.me.name}`);
    fill(
      this.me,
      avatar(world.me.id, "avatar-small"),
      el(
        "span",
        { class: "me-words" },
        el("span", {}, world.me.name),
        el("span", { class: "quiet" }, world.me.title || "You"),
      ),
      icon("down"),
    );
    const dm = direct();
    const others = world.channels.filter((channel) => channel.kind === "im" && channel !== dm);
    const rooms = world.channels.filter((channel) => channel.kind !== "im");
    arrange(this.apps, [
      ...(dm ? [this.room(dm), this.homeRoom(dm)] : []),
      ...others.map((channel) => this.room(channel)),
    ]);
    arrange(
      this.rooms,
      rooms.filter((channel) => channel.is_member !== false).map((channel) => this.room(channel)),
    );
    const further = rooms.filter((channel) => channel.is_member === false);
    this.further.hidden = !further.length;
    arrange(
      this.others,
      further.map((channel) => this.room(channel)),
    );
    this.tick();
  }

  room(channel) {
    const isHere = world.place.channel === channel.id && world.place.tab === "messages";
    const count = isHere && document.hasFocus() ? 0 : unreadIn(channel);
    const name = titleOf(channel);
    const sign =
      channel.kind === "im"
        ? avatar((channel.members || []).find((id) => id !== world.me.id) || world.bot.id, "avatar-tiny")
        : icon(channel.is_private || channel.kind === "group" ? "lock" : "hash");
    return line(channel.id, `${name}/${count}/${isHere}`, { address: `#${channel.id}`, sign, name, isHere, count });
  }

  homeRoom(dm) {
    const isHere = world.place.channel === dm.id && world.place.tab === "home";
    return line("home", `${isHere}`, {
      address: `#${dm.id}/home`,
      sign: icon("home"),
      name: "App Home",
      isHere,
      count: 0,
    });
  }

  tick() {
    const words = dayAndTime(now());
    if (words === this.told) return;
    this.told = words;
    this.clock.setAttribute("aria-label", `It is ${words}. Turn the clock`);
    fill(this.clock, icon("clock"), el("span", {}, words));
  }
}

function line(key, mark, { address, sign, name, isHere, count }) {
  const unread = count ? el("span", { class: "unread", "aria-hidden": "true" }, count > 99 ? "99+" : count) : null;
  const build = () =>
    el(
      "li",
      { data: { at: key } },
      el(
        "a",
        {
          class: `room${count ? " has-unread" : ""}`,
          href: address,
          "aria-current": isHere ? "page" : null,
          "aria-label": count ? `${name}, ${count} unread` : null,
          data: { at: "room" },
          on: { click: () => tell("drawer", false) },
        },
        sign,
        el("span", { class: "room-name" }, name),
        unread,
      ),
    );
  return { key, mark, build };
}
