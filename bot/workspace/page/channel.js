/** The form of a new channel, and the one that finds a conversation. */

import { Combobox } from "/page/combobox.js";
import { among } from "/page/finding.js";
import { dialogOf } from "/page/ask.js";
import { button, div, el } from "/page/dom.js";
import { act, attempt } from "/page/line.js";
import { tell, titleOf, world } from "/page/world.js";

/** Open a small dialog; the function that is returned closes it. */
function shell(title, body, foot = null) {
  const close = () => (dialog.close(), dialog.remove());
  const dialog = dialogOf(title, body, foot?.(close), close);
  return close;
}

const labelled = (id, label, ...content) =>
  div("input", el("label", { class: "input-label", for: id }, label), ...content);

const others = () =>
  [...world.people.values()]
    .filter((one) => one.id !== world.me.id)
    .map((one) => ({ value: one.id, label: one.name, description: one.title || "" }));

/** Ask for the name and members of a new channel. */
export function channelForm() {
  const described = { "aria-describedby": "channel-error", autocomplete: "off", autofocus: true, maxlength: 80 };
  const name = el("input", { id: "channel-name", class: "field-input", type: "text", ...described });
  const error = el("p", { id: "channel-error", class: "input-error" });
  const secret = el("input", { id: "channel-private", type: "checkbox" });
  let members = [];
  const app = { value: world.bot.id, label: world.bot.name, description: "App" };
  const changed = (chosen) => void (members = chosen.map(({ value }) => value));
  const wanted = { id: "channel-members", label: "Members", isMultiple: true, placeholder: "Whom to invite", changed };
  const box = new Combobox({ ...wanted, find: among([app, ...others()]) });
  const body = [
    labelled("channel-name", "Name", name, error),
    labelled("channel-members", "Members", box.node),
    div("choice", secret, el("label", { for: "channel-private" }, "Private: only members see it")),
  ];
  const make = (close) => create({ name, error, close }, { private: secret.checked, members });
  shell("New channel", body, (close) => [
    button("button", close, "Cancel"),
    button("button button-primary", () => make(close), "Create"),
  ]);
}

async function create({ name, error, close }, more) {
  try {
    const wanted = name.value.trim().toLowerCase().replace(/\s+/g, "-");
    const { channel } = await act("creates", { name: wanted, ...more });
    close();
    setTimeout(() => tell("go", { channel }), 50);
  } catch (refusal) {
    error.textContent = refusal.message;
    name.focus();
  }
}

/** Find a conversation, or somebody to talk to, by typing. */
export function finder() {
  if (document.querySelector("dialog[open]")) return;
  const rooms = world.channels.map((channel) => ({
    value: channel.id,
    label: `${channel.kind === "im" ? "" : "#"}${titleOf(channel)}`,
  }));
  const named = new Set(rooms.map((room) => room.label));
  const people = others()
    .filter((one) => !named.has(one.label))
    .map((one) => ({ ...one, isPerson: true }));
  let close = null;
  const choose = ([found]) => (close(), found.isPerson ? talkTo(found.value) : tell("go", { channel: found.value }));
  const box = new Combobox({
    id: "finder",
    label: "Conversation",
    placeholder: "Where to, or whom to write to?",
    find: among([...rooms, ...people]),
    changed: choose,
  });
  close = shell("Go to a conversation", div("input", box.node));
  box.input.focus();
  box.look("");
}

async function talkTo(person) {
  const answer = await attempt("writes_to", { people: [person] });
  if (answer?.channel) setTimeout(() => tell("go", { channel: answer.channel }), 60);
}
