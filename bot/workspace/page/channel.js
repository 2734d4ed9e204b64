/** The form of a new channel, and the one that finds a conversation. */

import { Combobox, among } from "/page/combobox.js";
import { el, icon } from "/page/dom.js";
import { act, attempt } from "/page/line.js";
import { tell, titleOf, world } from "/page/world.js";

function shell(id, title, body, foot = null) {
  const dialog = el("dialog", { class: "modal", "aria-labelledby": `${id}-title` });
  const close = () => (dialog.close(), dialog.remove());
  dialog.append(
    el(
      "header",
      { class: "modal-head" },
      el("h2", { id: `${id}-title` }, title),
      el(
        "button",
        { type: "button", class: "icon-button", "aria-label": "Close", on: { click: close } },
        icon("close"),
      ),
    ),
    el("div", { class: "modal-body" }, body),
    foot?.(close) || "",
  );
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), close()));
  document.body.append(dialog);
  dialog.showModal();
  return close;
}

/** Ask for the name and members of a new channel. */
export function channelForm() {
  const name = el("input", {
    id: "channel-name",
    class: "field-input",
    type: "text",
    maxlength: 80,
    autocomplete: "off",
    autofocus: true,
    "aria-describedby": "channel-error",
  });
  const error = el("p", { id: "channel-error", class: "input-error" });
  const secret = el("input", { id: "channel-private", type: "checkbox" });
  let members = [];
  const people = [...world.people.values()]
    .filter((one) => one.id !== world.me.id)
    .map((one) => ({ value: one.id, label: one.name, description: one.title || "" }));
  const box = new Combobox({
    id: "channel-members",
    label: "Members",
    isMultiple: true,
    placeholder: "Whom to invite",
    find: among([{ value: world.bot.id, label: world.bot.name, description: "App" }, ...people]),
    changed: (chosen) => void (members = chosen),
  });
  const create = (close) => async () => {
    try {
      const answer = await act("creates", {
        name: name.value.trim().toLowerCase().replace(/\s+/g, "-"),
        private: secret.checked,
        members: members.map(({ value }) => value),
      });
      close();
      if (answer.channel) setTimeout(() => tell("go", { channel: answer.channel.id || answer.channel }), 50);
    } catch (refusal) {
      error.textContent = refusal.message;
      name.focus();
    }
  };
  const body = [
    el("div", { class: "input" }, el("label", { class: "input-label", for: "channel-name" }, "Name"), name, error),
    el("div", { class: "input" }, el("label", { class: "input-label", for: "channel-members" }, "Members"), box.node),
    el("div", { class: "choice" }, secret, el("label", { for: "channel-private" }, "Private: only members see it")),
  ];
  shell("channel", "New channel", body, (close) =>
    el(
      "footer",
      { class: "modal-foot" },
      el("button", { type: "button", class: "button", on: { click: close } }, "Cancel"),
      el("button", { type: "button", class: "button button-primary", on: { click: create(close) } }, "Create"),
    ),
  );
}

/** Find a conversation, or somebody to talk to, by typing. */
export function finder() {
  if (document.querySelector("dialog[open]")) return;
  const rooms = world.channels.map((channel) => ({
    value: channel.id,
    label: `${channel.kind === "im" ? "" : "#"}${titleOf(channel)}`,
  }));
  const named = new Set(rooms.map((room) => room.label));
  const people = [...world.people.values()]
    .filter((one) => one.id !== world.me.id && !named.has(one.name))
    .map((one) => ({ value: one.id, label: one.name, description: one.title || "", isPerson: true }));
  let close = null;
  const choose = ([found]) => (close(), found.isPerson ? talkTo(found.value) : tell("go", { channel: found.value }));
  const box = new Combobox({
    id: "finder",
    label: "Conversation",
    placeholder: "Where to, or whom to write to?",
    find: among([...rooms, ...people]),
    changed: choose,
  });
  close = shell("finder", "Go to a conversation", el("div", { class: "input" }, box.node));
  box.input.focus();
  box.look("");
}

async function talkTo(person) {
  const answer = await attempt("writes_to", { people: [person] });
  if (answer?.channel) setTimeout(() => tell("go", { channel: answer.channel }), 60);
}
