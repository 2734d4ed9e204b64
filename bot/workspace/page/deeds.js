/** What one does with messages: react, choose a shortcut, copy, edit, delete. */

import { confirmed } from "/page/ask.js";
import { button, el, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { EMOJI, PICKED, emojiNode, spoken } from "/page/emoji.js";
import { attempt } from "/page/line.js";
import { openMenu, closePopup, popup, steer } from "/page/popup.js";
import { wordsOf } from "/page/typed.js";
import { nameOf, tell, world } from "/page/world.js";

const MOST = 24;
const isMine = (reaction) => (reaction.users || []).includes(world.me?.id);
const placeOf = ({ channel, ts }) => ({ channel, ts });

/** Put a reaction on a message, or take one's own back. */
function toggleReaction(message, name) {
  const mine = (message.reactions || []).some((reaction) => reaction.name === name && isMine(reaction));
  return attempt(mine ? "unreacts" : "reacts", { ...placeOf(message), name });
}

/** The reactions under a message. */
export function reactionsOf(message) {
  const shown = (message.reactions || []).map((reaction) => reactionButton(message, reaction));
  if (!shown.length) return null;
  const named = { "aria-label": "Add another reaction", "aria-haspopup": "dialog" };
  const pick = (event) => reactionPicker(event.currentTarget, message);
  return [...shown, button("reaction reaction-more", pick, icon("smile"), named)];
}

function reactionButton(message, reaction) {
  const { name, count } = reaction;
  const who = (reaction.users || []).map((id) => (id === world.me?.id ? "you" : nameOf(id))).join(", ");
  const picture = el("span", { "aria-hidden": "true" }, emojiNode(name));
  return button("reaction", () => toggleReaction(message, name), [picture, span("", count)], {
    "aria-pressed": String(isMine(reaction)),
    "aria-label": `${spoken(name)}, ${count}: ${who}`,
    title: `:${name}: ${who}`,
    data: { at: `reaction-${name}` },
  });
}

const emojiLike = (words) =>
  [...EMOJI.keys()].filter((name) => name.includes(words.toLowerCase().replaceAll(" ", "_"))).slice(0, MOST);

/** A small choice of emoji, with a field to find others by name. */
export function reactionPicker(anchor, message) {
  const grid = el("div", { class: "picker-grid", role: "group", "aria-label": "Emoji" });
  const named = { placeholder: "Find an emoji", "aria-label": "Find an emoji", autocomplete: "off" };
  const field = el("input", { type: "text", class: "field-input picker-search", ...named });
  const choose = (name) => () => {
    closePopup(true);
    toggleReaction(message, name);
  };
  const emoji = (name) =>
    button("picker-emoji", choose(name), emojiNode(name), { "aria-label": spoken(name), title: `:${name}:` });
  const show = (names) => grid.replaceChildren(...names.map(emoji));
  field.addEventListener("input", () => show(field.value ? emojiLike(field.value) : PICKED));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") grid.firstChild?.click();
    if (event.key === "ArrowDown") grid.firstChild?.focus();
  });
  grid.addEventListener("keydown", (event) => steer(event, [...grid.children], 6));
  show(PICKED);
  const picker = el("div", { class: "picker", role: "dialog", "aria-label": "Add reaction" }, field, grid);
  popup(anchor, picker, { side: "end" });
  grid.firstChild.focus({ preventScroll: true });
}

/** The menu of a message: the app's shortcuts first, then what one may do oneself. */
export function messageMenu(anchor, shown) {
  const { message } = shown;
  const shortcuts = world.shortcuts.filter((one) => one.type === "message" && !message.ephemeral);
  const items = shortcuts.map((one) => ({
    label: one.name,
    hint: one.description,
    icon: icon("bolt"),
    act: () => attempt("shortcut", { callback_id: one.callback_id, ...placeOf(message) }),
  }));
  if (items.length) (items.unshift({ heading: world.bot.name }), items.push({ rule: true }));
  if (!message.ephemeral) items.push({ label: "Reply in thread", icon: icon("thread"), act: () => shown.openThread() });
  items.push({ label: "Copy text", icon: icon("file"), act: () => copy(message) });
  if (message.user === world.me?.id && !message.ephemeral) items.push(...own(message, shown));
  openMenu(anchor, "More actions", items, "end");
}

function own(message, shown) {
  return [
    { rule: true },
    { label: "Edit message", icon: icon("edit"), act: () => shown.edit() },
    { label: "Delete message", icon: icon("trash"), isDanger: true, act: () => remove(message) },
  ];
}

async function copy(message) {
  try {
    await navigator.clipboard.writeText(wordsOf(message));
    tell("note", "Copied.");
  } catch {
    tell("toast", "The browser did not allow copying. Select the text and copy it from there.");
  }
}

/** Delete one's own message after asking. */
export async function remove(message) {
  const wanted = {
    title: "Delete message",
    text: `“${wordsOf(message).slice(0, 200)}”\nIt is taken away for everybody.`,
    confirm: "Delete",
    style: "danger",
  };
  if (await confirmed(wanted)) attempt("deletes", placeOf(message));
}
