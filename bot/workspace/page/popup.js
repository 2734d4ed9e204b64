/** Things that float beside what opened them: menus, lists, the emoji picker. One at a time. */

import { el } from "/page/dom.js";

let open = null;

/** Show `node` beside `anchor`; it goes on Escape, on a press elsewhere or when another one opens. */
export function popup(anchor, node, { closed = null, side = "start", keepsFocus = false } = {}) {
  closePopup();
  const host = anchor.closest("dialog") || document.body;
  node.classList.add("popup");
  host.append(node);
  place(anchor, node, side);
  const entry = { anchor, node, closed, keepsFocus };
  open = entry;
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", escape, true);
  addEventListener("resize", gone);
  return () => open === entry && closePopup();
}

/** Close what floats, and give the focus back to what opened it. */
export function closePopup(withFocus = false) {
  if (!open) return;
  const { anchor, node, closed } = open;
  const hadFocus = node.contains(document.activeElement);
  open = null;
  document.removeEventListener("pointerdown", outside, true);
  document.removeEventListener("keydown", escape, true);
  removeEventListener("resize", gone);
  anchor.setAttribute("aria-expanded", "false");
  node.remove();
  closed?.();
  if ((withFocus || hadFocus) && anchor.isConnected) anchor.focus({ preventScroll: true });
}

const gone = () => closePopup();

function outside(event) {
  if (!open.node.contains(event.target) && !open.anchor.contains(event.target)) closePopup();
}

function escape(event) {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  closePopup(true);
}

function place(anchor, node, side) {
  const from = anchor.getBoundingClientRect();
  const size = node.getBoundingClientRect();
  const below = innerHeight - from.bottom;
  const isAbove = below < size.height + 12 && from.top > below;
  const left = side === "end" ? from.right - size.width : from.left;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  node.style.top = isAbove ? "" : `${from.bottom + 4}px`;
  node.style.bottom = isAbove ? `${innerHeight - from.top + 4}px` : "";
  node.style.maxHeight = `${Math.max(140, (isAbove ? from.top : below) - 16)}px`;
}

/** A menu of `items`, `{label, hint, act, icon, isDanger, isChecked}` or `{heading}` or `{rule: true}`. */
export function openMenu(anchor, label, items, side = "start") {
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, tabindex: "-1" });
  for (const item of items) menu.append(menuRow(item));
  menu.addEventListener("keydown", (event) => steer(event, [...menu.querySelectorAll("[role^=menuitem]")]));
  popup(anchor, menu, { side });
  (menu.querySelector("[aria-checked=true]") || menu.querySelector("[role^=menuitem]"))?.focus({ preventScroll: true });
}

function menuRow(item) {
  if (item.rule) return el("hr", { class: "menu-rule" });
  if (item.heading) return el("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const isChoice = item.isChecked !== undefined;
  const choose = () => {
    closePopup(true);
    item.act();
  };
  const hint = item.hint ? el("span", { class: "menu-hint" }, item.hint) : null;
  return el(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: item.isDanger ? "menu-item is-danger" : "menu-item",
      on: { click: choose },
      role: isChoice ? "menuitemradio" : "menuitem",
      "aria-checked": isChoice ? String(Boolean(item.isChecked)) : null,
    },
    item.icon || null,
    el("span", { class: "menu-words" }, el("span", {}, item.label), hint),
  );
}

/** Arrow keys, Home, End and first letters move through a list of things to press. */
export function steer(event, rows, columns = 1) {
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: columns, ArrowUp: -columns, ...(columns > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}) };
  let to = -1;
  if (event.key in steps) to = (at + steps[event.key] + rows.length) % rows.length;
  else if (event.key === "Home") to = 0;
  else if (event.key === "End") to = rows.length - 1;
  else if (event.key === "Tab") return closePopup(true);
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) to = lettered(rows, at, event.key);
  if (to < 0 || !rows[to]) return undefined;
  event.preventDefault();
  return rows[to].focus();
}

function lettered(rows, at, letter) {
  const order = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
  const found = order.find((row) => row.textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
  return found ? rows.indexOf(found) : -1;
}
