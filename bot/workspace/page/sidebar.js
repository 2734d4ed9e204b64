/** The column at the left: who one is, where one can go, and what one can do anywhere. */

import { avatar } from "/page/avatar.js";
import { dayAndTime } from "/page/days.js";
import { arrange, button, div, el, fill, span } from "/page/dom.js";
import { icon, iconButton } from "/page/icons.js";
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
    this.workspace = opener("workspace", workspaceMenu);
    this.me = opener("me", peopleMenu);
    this.shortcuts = opener("side-button", shortcutMenu, [icon("bolt"), "Shortcuts"]);
    this.clock = opener("side-button side-clock", clockMenu);
    const lists = ["apps", "rooms", "others"];
    for (const name of lists) this[name] = el("ul", { class: "rooms" });
    const channels = div("side-row", el("h2", {}, "Channels"), iconButton("plus", "New channel", newChannel));
    this.further = div("", el("h2", {}, "More channels"), this.others);
    const rooms = div("side-rooms", el("h2", {}, "App"), this.apps, channels, this.rooms, this.further);
    fill(this.host, div("side-head", this.workspace), rooms, div("side-foot", this.shortcuts, this.clock, this.me));
  }

  update() {
    if (!world.me) return;
    this.nameAll();
    const dm = direct();
    const others = world.channels.filter((channel) => channel.kind === "im" && channel !== dm);
    const rooms = world.channels.filter((channel) => channel.kind !== "im");
    const further = rooms.filter((channel) => channel.is_member === false);
    const lines = (channels) => channels.map((channel) => this.room(channel));
    arrange(this.apps, [...(dm ? [this.room(dm), this.homeRoom(dm)] : []), ...lines(others)]);
    arrange(this.rooms, lines(rooms.filter((channel) => channel.is_member !== false)));
    arrange(this.others, lines(further));
    this.further.hidden = !further.length;
    this.tick();
  }

  nameAll() {
    const { me } = world;
    fill(this.workspace, span("workspace-name", world.workspace || `${world.app.name} demo`), icon("down"));
    this.me.setAttribute("aria-label", `You are ${me.name}`);
    const words = span("me-words", span("", me.name), span("quiet", me.title || "You"));
    fill(this.me, avatar(me.id, "avatar-small"), words, icon("down"));
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

/** A button that opens a menu. */
const opener = (kind, open, content = null) =>
  button(kind, (event) => open(event.currentTarget), content, { "aria-haspopup": "menu", "aria-expanded": "false" });
