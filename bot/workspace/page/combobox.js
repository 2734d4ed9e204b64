/** A field that one types into to choose from a list, one or several: an accessible combobox with its listbox. */

import { div, el, fill, span } from "/page/dom.js";
import { icon } from "/page/icons.js";

const PAUSE = 120;
let number = 0;

/**
 * `wanted`: {id, label, labelledby, describedby, placeholder, chosen: [option], isMultiple, most, minimum, find, changed}.
 * An option is {value, label, description, group}; `find(query)` gives options, at once or later; `changed(options)`
 * hears of a choice and may answer false to have it taken back.
 */
export class Combobox {
  constructor(wanted) {
    this.wanted = wanted;
    this.chosen = [...(wanted.chosen || [])];
    this.options = [];
    this.at = -1;
    this.asked = 0;
    this.isOpen = false;
    this.build();
    this.show();
  }

  build() {
    const { label, placeholder, isMultiple } = this.wanted;
    this.listId = `list-${(number += 1)}`;
    this.input = el("input", {
      class: "combo-input",
      type: "text",
      role: "combobox",
      ...this.naming(),
      on: this.hears(),
    });
    this.chips = span("combo-chips");
    const name = {
      "aria-label": label || placeholder || "Choices",
      "aria-multiselectable": isMultiple ? "true" : null,
    };
    this.list = el("div", { id: this.listId, class: "listbox", role: "listbox", hidden: true, ...name });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.node = div(isMultiple ? "combo is-multiple" : "combo", this.chips, this.input, icon("down"), this.list);
  }

  naming() {
    const { id, label, labelledby, describedby, placeholder } = this.wanted;
    return {
      id,
      placeholder,
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-controls": this.listId,
      "aria-autocomplete": "list",
      "aria-label": labelledby ? null : label,
      "aria-labelledby": labelledby,
      "aria-describedby": describedby,
      data: { at: "combo" },
    };
  }

  hears() {
    return {
      input: () => this.typed(),
      keydown: (event) => this.key(event),
      focus: () => this.input.select(),
      blur: () => this.left(),
      mousedown: () => this.pressed(),
    };
  }

  /** What is chosen, in the field. */
  show() {
    if (!this.wanted.isMultiple) {
      this.input.value = this.chosen[0]?.label || "";
      return;
    }
    this.input.value = "";
    this.input.placeholder = this.chosen.length ? "" : this.wanted.placeholder || "";
    fill(
      this.chips,
      this.chosen.map((option) =>
        el(
          "span",
          { class: "chip" },
          option.label,
          el(
            "button",
            {
              type: "button",
              class: "chip-remove",
              "aria-label": `Remove ${option.label}`,
              on: { click: () => this.toggle(option) },
            },
            icon("close"),
          ),
        ),
      ),
    );
  }

  pressed() {
    if (document.activeElement === this.input && !this.isOpen) this.look("");
    else if (document.activeElement !== this.input)
      requestAnimationFrame(() => document.activeElement === this.input && this.look(""));
  }

  typed() {
    clearTimeout(this.timer);
    this.isHurried = false;
    this.isLooking = true;
    if (this.wanted.isSlow) this.timer = setTimeout(() => this.look(this.input.value), PAUSE);
    else this.look(this.input.value);
  }

  /** Look for options that fit; an answer that comes after a newer question is not shown. */
  async look(query) {
    const asked = (this.asked += 1);
    const { minimum = 0, find } = this.wanted;
    this.open();
    this.isLooking = query.trim().length >= minimum;
    if (!this.isLooking) return this.say(`Type ${minimum > 1 ? `${minimum} characters` : "something"} to search`);
    if (!this.options.length) this.say("Looking…");
    const options = await find(query.trim());
    if (asked !== this.asked || !this.isOpen) return undefined;
    this.isLooking = false;
    this.options = options;
    return options.length ? this.draw() : this.say("Nothing found");
  }

  say(words) {
    this.options = [];
    this.point(-1);
    fill(
      this.list,
      el("div", { class: "listbox-note", role: "option", "aria-disabled": "true", "aria-selected": "false" }, words),
    );
  }

  draw() {
    let group = "";
    const rows = [];
    this.options.forEach((option, place) => {
      if (option.group && option.group !== group)
        rows.push(el("div", { class: "menu-heading", role: "presentation" }, (group = option.group)));
      rows.push(this.row(option, place));
    });
    fill(this.list, rows);
    const chosen = this.options.findIndex((option) => this.has(option));
    this.point(Math.max(0, chosen));
    if (this.isHurried) this.take();
  }

  row(option, place) {
    return el(
      "div",
      {
        id: `${this.listId}-${place}`,
        class: "option",
        role: "option",
        "aria-selected": String(this.has(option)),
        on: { click: () => this.toggle(option), mousemove: () => this.at !== place && this.point(place) },
      },
      el(
        "span",
        { class: "option-words" },
        option.label,
        option.description ? el("span", { class: "menu-hint" }, option.description) : null,
      ),
      this.has(option) ? icon("check") : null,
    );
  }

  has(option) {
    return this.chosen.some((one) => one.value === option.value);
  }

  point(place) {
    this.at = place;
    for (const row of this.list.querySelectorAll(".is-at")) row.classList.remove("is-at");
    const row = place >= 0 ? this.list.querySelector(`#${this.listId}-${place}`) : null;
    row?.classList.add("is-at");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  open() {
    if (this.isOpen) return;
    this.isOpen = true;
    this.list.hidden = false;
    const from = this.node.getBoundingClientRect();
    const below = innerHeight - from.bottom;
    const isAbove = below < 220 && from.top > below;
    this.list.style.left = `${from.left}px`;
    this.list.style.width = `${Math.max(from.width, 220)}px`;
    this.list.style.top = isAbove ? "" : `${from.bottom + 4}px`;
    this.list.style.bottom = isAbove ? `${innerHeight - from.top + 4}px` : "";
    this.list.style.maxHeight = `${Math.min(320, (isAbove ? from.top : below) - 16)}px`;
    this.input.setAttribute("aria-expanded", "true");
    this.moved = (event) => !this.list.contains(event.target) && this.close();
    addEventListener("scroll", this.moved, true);
  }

  close() {
    clearTimeout(this.timer);
    if (!this.isOpen) return;
    this.isOpen = this.isLooking = this.isHurried = false;
    this.options = [];
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    removeEventListener("scroll", this.moved, true);
    this.point(-1);
  }

  left() {
    clearTimeout(this.timer);
    this.close();
    if (!this.wanted.isMultiple && this.input.value === "" && this.chosen.length && this.wanted.isOptional)
      this.settle([]);
    else this.show();
  }

  key(event) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isBack = event.key === "Backspace" && this.wanted.isMultiple && !this.input.value && this.chosen.length;
    if (isBack) return void this.toggle(this.chosen.at(-1));
    if (!move && !(this.isOpen || this.isLooking)) return undefined;
    if (move) this.move(move);
    else if (event.key === "Enter") this.take();
    else if (event.key === "Escape") this.leave();
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  }

  move(by) {
    if (!this.isOpen) this.look(this.wanted.isMultiple ? this.input.value : "");
    else if (this.options.length) this.point((this.at + by + this.options.length) % this.options.length);
  }

  /** Choose what is pointed at; the first that fits, once it is known, where one was faster than the search. */
  take() {
    this.isHurried = this.isLooking;
    if (!this.isLooking && this.options[this.at]) this.toggle(this.options[this.at]);
  }

  leave() {
    this.close();
    this.show();
  }

  toggle(option) {
    if (!this.wanted.isMultiple) {
      this.close();
      return this.settle([option]);
    }
    const isFull = !this.has(option) && this.chosen.length >= (this.wanted.most || Infinity);
    if (isFull) return this.say(`No more than ${this.wanted.most} can be chosen`);
    const rest = this.chosen.filter((one) => one.value !== option.value);
    this.close();
    return this.settle(rest.length < this.chosen.length ? rest : [...this.chosen, option]);
  }

  /** Take the choice, and take it back if it is not wanted. */
  async settle(chosen) {
    const before = this.chosen;
    this.chosen = chosen;
    this.show();
    if ((await this.wanted.changed(chosen)) === false) {
      this.chosen = before;
      this.show();
    }
  }
}
