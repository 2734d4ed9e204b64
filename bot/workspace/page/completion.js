/** Completing what is typed: people after @, channels after #, commands after /. */

import { folded } from "/page/finding.js";
import { el, fill } from "/page/dom.js";
import { handleOf } from "/page/typed.js";
import { world } from "/page/world.js";

const MOST = 8;
let number = 0;

const SOURCES = {
  "@": () =>
    [{ id: world.bot.id, name: world.bot.name, title: "App" }, ...world.people.values()]
      .filter((one) => one.id !== world.me.id)
      .map((one) => ({
        words: `@${handleOf(one.id)}`,
        label: one.name,
        hint: one.title || "",
        find: `${one.name} ${handleOf(one.id)}`,
      })),
  "#": () =>
    world.channels
      .filter((channel) => channel.kind !== "im")
      .map(({ name }) => ({ words: `#${name}`, label: `#${name}`, hint: "", find: name })),
  "/": () =>
    world.commands.map((one) => ({
      words: one.command,
      label: `${one.command} ${one.usage_hint || ""}`.trim(),
      hint: one.description || "",
      find: one.command.slice(1),
    })),
};

export class Completion {
  constructor(field, host, { isThread }) {
    Object.assign(this, { field, isThread, options: [], at: 0 });
    this.list = el("div", {
      id: `completion-${(number += 1)}`,
      class: "completion",
      role: "listbox",
      "aria-label": "Suggestions",
      hidden: true,
    });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    host.prepend(this.list);
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("click", () => this.look());
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const [, sign, typed] = /(?:^|\s)([@#])([\p{L}\d._-]*)$/u.exec(before) || /^(\/)([\w-]*)$/.exec(before) || [];
    if (!sign || (sign === "/" && this.isThread)) return this.close();
    this.begun = sign.length + typed.length;
    this.options = SOURCES[sign]()
      .filter((option) =>
        folded(option.find)
          .split(/[\s.]+/)
          .some((word) => word.startsWith(folded(typed))),
      )
      .slice(0, MOST);
    return this.options.length ? this.draw() : this.close();
  }

  draw() {
    this.at = 0;
    fill(
      this.list,
      this.options.map((option, place) =>
        el(
          "div",
          {
            id: `${this.list.id}-${place}`,
            class: "option",
            role: "option",
            "aria-selected": "false",
            on: { click: () => this.take(option), mousemove: () => this.point(place) },
          },
          el(
            "span",
            { class: "option-words" },
            option.label,
            option.hint ? el("span", { class: "menu-hint" }, option.hint) : null,
          ),
        ),
      ),
    );
    this.list.hidden = false;
    this.point(0);
  }

  point(place) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.list.children[this.at]?.classList.remove("is-at");
    this.at = place;
    const row = this.list.children[place];
    row.setAttribute("aria-selected", "true");
    row.classList.add("is-at");
    this.field.setAttribute("aria-activedescendant", row.id);
  }

  close() {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  /** Whether a key was meant for the list. */
  key(event) {
    if (this.list.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.point((this.at + step + this.options.length) % this.options.length);
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") this.take(this.options[this.at]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  take(option) {
    const { field } = this;
    const end = field.selectionStart;
    field.setRangeText(`${option.words} `, end - this.begun, end, "end");
    this.close();
    field.dispatchEvent(new Event("input"));
    field.focus();
  }
}
