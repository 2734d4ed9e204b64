/** The menus of the sidebar: workspace, people, shortcuts, clock. */

import { confirmed } from "/page/ask.js";
import { avatar } from "/page/avatar.js";
import { icon } from "/page/icons.js";
import { attempt, complain, connect, post } from "/page/line.js";
import { openMenu } from "/page/popup.js";
import { channelForm, finder } from "/page/channel.js";
import { tell, world } from "/page/world.js";

/** Be another person. */
function become(person) {
  if (person === world.me?.id) return;
  localStorage.setItem("as", person);
  tell("leaving");
  connect(person);
}

export function peopleMenu(anchor) {
  const people = [...world.people.values()].filter((person) => person.id !== world.bot.id);
  openMenu(anchor, "Be somebody else", [
    { heading: "Be somebody else" },
    ...people.map((person) => ({
      label: person.name,
      hint: person.title || "",
      icon: avatar(person.id, "avatar-small"),
      isChecked: person.id === world.me.id,
      act: () => become(person.id),
    })),
  ]);
}

export function shortcutMenu(anchor) {
  const shortcuts = world.shortcuts
    .filter((one) => one.type === "global")
    .map((one) => ({
      label: one.name,
      hint: one.description,
      icon: icon("bolt"),
      act: () => attempt("shortcut", { callback_id: one.callback_id }),
    }));
  const commands = world.commands.map((one) => ({
    label: one.command,
    hint: one.description,
    icon: icon("edit"),
    act: () => tell("write", `${one.command} `),
  }));
  const items = [
    ...(shortcuts.length ? [{ heading: world.bot.name }, ...shortcuts] : []),
    ...(commands.length ? [{ heading: "Commands" }, ...commands] : []),
  ];
  openMenu(anchor, "Shortcuts", items.length ? items : [{ heading: "The app offers no shortcuts." }]);
}

const TURNS = [
  ["in an hour", "In an hour"],
  ["tomorrow morning", "Tomorrow morning"],
  ["monday morning", "Next Monday morning"],
];

export function clockMenu(anchor) {
  const items = TURNS.map(([to, label]) => ({ label, act: () => turn(to) }));
  const note = world.clock.ahead ? [{ rule: true }, { heading: "Turned forward. “Reset demo” brings it back." }] : [];
  openMenu(anchor, "Turn the clock", [{ heading: "Turn the clock forward" }, ...items, ...note]);
}

async function turn(to) {
  try {
    await post("/page/clock", { as: world.me.id, to });
    tell("note", "The clock was turned. What is due now arrives in a moment.");
  } catch (refusal) {
    complain(refusal);
  }
}

const THEMES = [
  ["", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function workspaceMenu(anchor) {
  const chosen = document.documentElement.dataset.theme || "";
  openMenu(anchor, "Workspace", [
    { heading: "Appearance" },
    ...THEMES.map(([theme, label]) => ({
      label,
      isChecked: chosen === theme,
      icon: icon({ light: "sun", dark: "moon" }[theme] || "eye"),
      act: () => dress(theme),
    })),
    { rule: true },
    { label: "New channel", icon: icon("plus"), act: newChannel },
    { label: "Go to a conversation", hint: "Ctrl + K", icon: icon("right"), act: finder },
    { label: "Keyboard", icon: icon("menu"), act: keyboard },
    { rule: true },
    { label: "Reset demo", isDanger: true, icon: icon("reset"), act: reset },
  ]);
}

function dress(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  localStorage.setItem("theme", theme);
}

async function reset() {
  const text = "Everything said and recorded here is taken away, and the demo begins anew.";
  if (!(await confirmed({ title: "Reset demo", text, confirm: "Reset demo", style: "danger" }))) return;
  tell("note", "The demo is being set up anew.");
  await post("/page/reset", {}).catch(complain);
}

export const newChannel = () => channelForm();

const KEYS = [
  ["Enter", "send"],
  ["Shift + Enter", "new line"],
  ["↑ in an empty field", "edit your last message"],
  ["Shift + Tab from the field", "to the messages, then ↑ and ↓"],
  ["R, T, E, M on a message", "react, thread, edit, more"],
  ["Ctrl + K", "go to a conversation"],
  ["Escape", "close what is open"],
];

function keyboard() {
  const text = KEYS.map(([key, what]) => `*${key}*: ${what}`).join("\n");
  confirmed({ title: "Keyboard", text: { type: "mrkdwn", text }, confirm: "Close", deny: null });
}
