/** What one does with messages: react, choose a shortcut, copy, edit, delete. */

import { confirmed } from "/page/ask.js";
import { el, icon } from "/page/dom.js";
import { EMOJI, PICKED, emojiNode, spoken } from "/page/emoji.js";
import { attempt } from "/page/line.js";
import { openMenu, closePopup, popup, steer } from "/page/popup.js";
import { wordsOf } from "/page/typed.js";
import { nameOf, tell, world } from "/page/world.js";

const isMine = (reaction) => (reaction.users || []).includes(world.me?.id);
const placeOf = ({ channel, ts }) => ({ channel, ts });

/** Put a reaction on a message, or take one's own back. */
export function toggleReaction(message, name) {
  const mine = (message.reactions || []).some((reaction) => reaction.name === name && isMine(reaction));
  return attempt(mine ? "unreacts" : "reacts", { ...placeOf(message), name });
}

/** The reactions under a message. */
export function reactionsOf(message) {
  const shown = (message.reactions || []).map((reaction) => {
    const who = (reaction.users || []).map((id) => (id === world.me?.id ? "you" : nameOf(id))).join(", ");
    const label = `${spoken(reaction.name)}, ${reaction.count}: ${who}`;
    return el(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(isMine(reaction)),
        "aria-label": label,
        title: `:${reaction.name}: ${who}`,
        data: { at: `reaction-${reaction.name}` },
        on: { click: () => toggleReaction(message, reaction.name) },
      },
      el("span", { class: "reaction-picture", "aria-hidden": "true" }, emojiNode(reaction.name)),
      el("span", {}, reaction.count),
    );
  });
  if (!shown.length) return null;
  const more = el(
    "button",
    {
      type: "button",
      class: "reaction reaction-more",
      "aria-label": "Add another reaction",
      "aria-haspopup": "dialog",
      on: { click: (event) => reactionPicker(event.currentTarget, message) },
    },
    icon("smile"),
  );
  return [...shown, more];
}

/** A small choice of emoji, with a field to find others by name. */
export function reactionPicker(anchor, message) {
  const grid = el("div", { class: "picker-grid", role: "group", "aria-label": "Emoji" });
  const field = el("input", {
    type: "text",
    class: "field-input picker-search",
    placeholder: "Find an emoji",
    "aria-label": "Find an emoji",
    autocomplete: "off",
  });
  const choose = (name) => {
    closePopup(true);
    toggleReaction(message, name);
  };
  const show = (names) =>
    grid.replaceChildren(
      ...names.map((name) =>
        el(
          "button",
          {
            type: "button",
            class: "picker-emoji",
            "aria-label": spoken(name),
            title: `:${name}:`,
            on: { click: () => choose(name) },
          },
          emojiNode(name),
        ),
      ),
    );
  field.addEventListener("input", () =>
    show(
      field.value
        ? [...EMOJI.keys()].filter((name) => name.includes(field.value.toLowerCase().replaceAll(" ", "_"))).slice(0, 24)
        : PICKED,
    ),
  );
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && grid.firstChild) grid.firstChild.click();
    if (event.key === "ArrowDown") grid.firstChild?.focus();
  });
  grid.addEventListener("keydown", (event) => steer(event, [...grid.children], 6));
  show(PICKED);
  popup(anchor, el("div", { class: "picker", role: "dialog", "aria-label": "Add reaction" }, field, grid), {
    side: "end",
  });
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
