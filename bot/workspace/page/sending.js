/** What one sends: shown at once, told in order, kept until the server has it. */

import { act, complain, upload } from "/page/line.js";
import { meant, typedText } from "/page/typed.js";
import { messagesOf, now, on, tell, world } from "/page/world.js";

let chain = Promise.resolve();
let number = 0;
const waiting = [];

/** What was sent to a place and is not there yet. */
export const pendingIn = (channel, thread = "") =>
  waiting.filter((one) => one.channel === channel && one.thread === thread && one.as === world.me?.id);

/** Send a text, files with it if there are any; a command where it begins with one. */
export function send({ channel, thread = "", text, files = [] }) {
  const command = /^\/[a-z][\w-]*/i.exec(text)?.[0];
  if (command && !thread && !files.length) return sendCommand(channel, command, text.slice(command.length).trim());
  const entry = {
    key: `p${(number += 1)}`,
    as: world.me.id,
    channel,
    thread,
    text,
    files,
    at: now().getTime() / 1000,
    trouble: "",
    ts: "",
  };
  waiting.push(entry);
  tell("pending", entry);
  follow(entry);
  return true;
}

function sendCommand(channel, command, text) {
  if (!world.commands.some((one) => one.command === command)) {
    complain(`${command} is no command here. To send it as it stands, put a space before it.`);
    return false;
  }
  chain = chain.then(() => act("slash", { channel, command, text })).catch(complain);
  return true;
}

function follow(entry) {
  chain = chain.then(() => deliver(entry));
}

async function deliver(entry) {
  try {
    const answer = await told(entry);
    entry.ts = answer.ts || answer.message?.ts || "";
    entry.isTold = true;
    if (!entry.ts || messagesOf(entry.channel).some((message) => message.ts === entry.ts)) settle(entry, 1500);
  } catch (refusal) {
    if (!refusal.isCut) return fail(entry, refusal.message);
    entry.failures = (entry.failures || 0) + 1;
    await backOnline(Math.min(300 * entry.failures, 3000));
    return arrived(entry) ? drop(entry) : deliver(entry);
  }
  return undefined;
}

/** Take it off the list once its message is there, or after a while if it cannot be told which one it is. */
function settle(entry, patience) {
  if (entry.ts) drop(entry);
  else setTimeout(() => drop(entry), patience);
}

async function told({ channel, thread, text, files }) {
  if (!files.length) return act("says", { channel, text: meant(text), ...(thread ? { thread } : {}) });
  let answer = {};
  for (const [place, file] of files.entries())
    answer = await upload(file, { channel, thread, text: place ? "" : meant(text) });
  return answer;
}

function fail(entry, words) {
  entry.trouble = words;
  tell("pending", entry);
}

function drop(entry) {
  const place = waiting.indexOf(entry);
  if (place < 0) return;
  waiting.splice(place, 1);
  tell("pending", entry);
}

/** Send once more what was refused. */
export function again(entry) {
  entry.trouble = "";
  tell("pending", entry);
  follow(entry);
}

/** Give up on it. */
export const forget = drop;

const backOnline = (pause) =>
  new Promise((resolve) => {
    const wait = () => setTimeout(() => (world.online ? resolve() : wait()), pause);
    wait();
  });

const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** Whether it got there although the answer was lost. */
function arrived({ channel, text, at, as }) {
  return messagesOf(channel).some(
    (message) => message.user === as && parseFloat(message.ts) > at - 5 && bare(typedText(message.text)) === bare(text),
  );
}

/** A message of one's own that comes from the server takes the place of the one that was waiting. */
export function matchPending() {
  on("message", ({ message, before }) => {
    if (before || message.user !== world.me?.id || message.ephemeral) return;
    const thread = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : "";
    const own = pendingIn(message.channel, thread).filter((one) => !one.trouble);
    const match = own.find((one) => one.ts === message.ts) || own.find((one) => !one.ts);
    if (match) waiting.splice(waiting.indexOf(match), 1);
  });
}
