/** What the page knows of the workspace, kept in step with the server; whoever shows a part of it listens here. */

const listeners = new Map();
let revision = 0;

export const world = {
  ready: false,
  online: false,
  me: null,
  bot: { id: "", name: "Rapport" },
  app: { name: "Rapport", description: "" },
  workspace: "",
  people: new Map(),
  channels: [],
  messages: new Map(),
  home: null,
  views: [],
  statuses: [],
  prompts: [],
  commands: [],
  shortcuts: [],
  guide: [],
  read: {},
  clock: { now: Date.now(), heard: Date.now(), ahead: 0 },
  place: { channel: "", tab: "messages", thread: "" },
};

/** Hear of changes of a kind: everything, message, views, home, statuses, prompts, channels, people, clock, place … */
export function on(kind, hear) {
  if (!listeners.has(kind)) listeners.set(kind, []);
  listeners.get(kind).push(hear);
}

/** Tell those who listen. */
export function tell(kind, what) {
  for (const hear of listeners.get(kind) || []) hear(what);
}

const FRAMES = {
  everything: takeEverything,
  message: ({ message }) => takeMessage(message),
  views: ({ views }) => (world.views = views || []),
  home: ({ view }) => (world.home = view),
  statuses: ({ statuses }) => (world.statuses = statuses || []),
  prompts: ({ prompts }) => (world.prompts = prompts || []),
  channels: ({ channels }) => (world.channels = channels || []),
  people: ({ people }) => takePeople(people || []),
  clock: takeClock,
  read: ({ read }) => (world.read = furthest(read || {})),
};

/** Take in one frame of the server, then tell those whom it concerns. */
export function take(frame) {
  const taken = FRAMES[frame.type]?.(frame);
  tell(frame.type, frame.type === "message" ? taken : frame);
}

function takeEverything(frame) {
  Object.assign(world, {
    ready: true,
    me: frame.me,
    bot: frame.bot || world.bot,
    app: frame.app || world.app,
    workspace: frame.team.name,
    channels: frame.channels || [],
    home: frame.homes || null,
    views: frame.views || [],
    statuses: frame.statuses || [],
    prompts: frame.prompts || [],
    commands: frame.commands || [],
    shortcuts: frame.shortcuts || [],
    guide: frame.guide || [],
    read: frame.read || {},
  });
  takePeople(frame.people || []);
  takeClock({ now: frame.now, ...(frame.clock || {}) });
  const known = world.messages;
  world.messages = new Map();
  for (const [channel, said] of Object.entries(frame.messages || {})) {
    world.messages.set(
      channel,
      said.filter((message) => !message.deleted).map((message) => stamped(message, channel, known)),
    );
    world.messages.get(channel).sort(byMoment);
  }
}

/** A message with the number of its version; one that is as it was keeps its number, so that nothing is drawn twice. */
function stamped(message, channel, known) {
  const before = known?.get(channel)?.find((other) => other.ts === message.ts);
  const wire = JSON.stringify(message);
  if (before && before.wire === wire) return before;
  return Object.assign(message, { channel: message.channel || channel, version: ++revision, wire });
}

function takeMessage(message) {
  const said = messagesOf(message.channel);
  let at = said.length;
  while (at > 0 && said[at - 1].ts > message.ts) at -= 1;
  const before = said[at - 1]?.ts === message.ts ? said[at - 1] : null;
  if (message.deleted) {
    if (before) said.splice(at - 1, 1);
  } else if (before) said[at - 1] = Object.assign(message, { version: ++revision });
  else said.splice(at, 0, Object.assign(message, { version: ++revision }));
  return { message, before };
}

/** How far one has read; what was read here a moment ago and is not known there yet stays read. */
function furthest(read) {
  const known = Object.entries(world.read).filter(([channel, ts]) => ts > (read[channel] || ""));
  return { ...read, ...Object.fromEntries(known) };
}

/** Messages from further back than what was sent at first. */
export function takeOlder(channel, found) {
  const said = messagesOf(channel);
  const known = new Set(said.map((message) => message.ts));
  const fresh = found
    .filter((message) => !message.deleted && !known.has(message.ts))
    .map((message) => stamped(message, channel));
  said.push(...fresh);
  said.sort(byMoment);
  return fresh.length;
}

function takePeople(people) {
  world.people = new Map(people.map((person) => [person.id, person]));
  const me = people.find((person) => person.is_me);
  if (me) world.me = { ...world.me, ...me };
}

function takeClock({ now, ahead_seconds: ahead }) {
  world.clock = { now: now ? Date.parse(now) : Date.now(), heard: Date.now(), ahead: ahead || 0 };
}

const byMoment = (one, other) => (one.ts < other.ts ? -1 : one.ts > other.ts ? 1 : 0);

/** What was said in a conversation, oldest first. */
export function messagesOf(channel) {
  if (!world.messages.has(channel)) world.messages.set(channel, []);
  return world.messages.get(channel);
}

/** The message at this moment in a conversation. */
export const messageAt = (channel, ts) => messagesOf(channel).find((message) => message.ts === ts);

/** The conversation with this id. */
export const channelOf = (id) => world.channels.find((channel) => channel.id === id);

/** Whether threads are shown in line there: a direct message is one conversation, whatever is answered to what. */
export const isFlat = (id) => channelOf(id)?.kind === "im";

/** The direct message with the app. */
export const direct = () =>
  world.channels.find((channel) => channel.kind === "im" && isWithApp(channel)) ||
  world.channels.find((channel) => channel.kind === "im");

const isWithApp = (channel) => (channel.members || []).includes(world.bot.id) || channel.name === world.bot.name;

/** The time of the workspace now, which the visitor may have turned forward. */
export const now = () => new Date(world.clock.now + Date.now() - world.clock.heard);

/** The name of somebody. */
export function nameOf(id) {
  if (id === world.bot.id || id === world.bot.bot_id) return world.bot.name;
  return world.people.get(id)?.name || "Somebody";
}

/** How a conversation is called in words. */
export function titleOf(channel) {
  if (!channel) return "";
  if (channel.kind !== "im") return channel.name;
  const others = (channel.members || []).filter((id) => id !== world.me?.id);
  return others.length ? others.map(nameOf).join(", ") : channel.name || world.bot.name;
}

/** How a conversation is called where it is named in a sentence: "#sales", "Rapport". */
export const calledOf = (channel) => (channel?.kind === "im" ? titleOf(channel) : `#${titleOf(channel)}`);
