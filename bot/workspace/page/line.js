/** The line to the server: what it tells, what one does, and getting through again when it was cut. */

import { take, tell, world } from "/page/world.js";

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5000;
let socket = null;
let wait = FIRST_WAIT;
let timer = 0;
let as = "";
let seen = 0;

/** What the server did not want, or could not be asked, in a sentence for the reader. */
class Refusal extends Error {
  constructor(words, isCut = false) {
    super(words);
    this.isCut = isCut;
  }
}

/** Be somebody: open the line as this person ("" lets the server choose). */
export function connect(person) {
  as = person;
  wait = FIRST_WAIT;
  open();
}

function open() {
  clearTimeout(timer);
  if (socket) socket.onclose = socket.onmessage = null;
  socket?.close();
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const mine = new WebSocket(`${scheme}://${location.host}/page/live?as=${encodeURIComponent(as)}&seen=${seen}`);
  socket = mine;
  mine.onmessage = ({ data }) => hear(JSON.parse(data));
  mine.onclose = () => lost();
}

function hear(frame) {
  seen += 1;
  if (frame.type === "reload") return startOver();
  if (frame.type === "everything") {
    wait = FIRST_WAIT;
    as = frame.me?.id || as;
    world.online = true;
  }
  take(frame);
  if (frame.type === "everything") tell("line", true);
}

function lost() {
  if (world.online) {
    world.online = false;
    tell("line", false);
  }
  timer = setTimeout(open, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

/** Try at once instead of waiting for the next attempt. */
export function hurry() {
  if (world.online) return;
  wait = FIRST_WAIT;
  open();
}

function startOver() {
  for (const kept of [localStorage, sessionStorage]) {
    const theme = kept.getItem("theme");
    kept.clear();
    if (theme) kept.setItem("theme", theme);
  }
  location.replace(location.pathname);
}

/** Do something as the person one is; what the app refuses comes as a Refusal. */
export const act = (deed, more = {}) => post("/page/do", { as: world.me.id, deed, ...more });

/** Post JSON to the server and read its answer. */
export async function post(path, body, raw = null) {
  const headers = { "X-Workspace": "1", ...(raw ? {} : { "Content-Type": "application/json" }) };
  let answer;
  try {
    const response = await fetch(path, { method: "POST", headers, body: raw || JSON.stringify(body) });
    answer = await response.json();
  } catch {
    throw new Refusal("The workspace cannot be reached. It is tried again by itself; nothing you typed is lost.", true);
  }
  if (!answer.ok) throw new Refusal(answer.error || "The workspace did not take that. Try it once more.");
  return answer;
}

/** Upload one file into a conversation. */
export function upload(file, { channel, thread, text }) {
  const told = new URLSearchParams({
    as: world.me.id,
    channel,
    thread: thread || "",
    text: text || "",
    name: file.name,
  });
  return post(`/page/files?${told}`, null, file);
}

/** Say what did not work, for a few seconds, where screen readers hear it too. */
export const complain = (refusal) => tell("toast", refusal.message || String(refusal));

/** Do something and complain if it is refused; true if it was done. */
export async function attempt(deed, more) {
  try {
    return await act(deed, more);
  } catch (refusal) {
    complain(refusal);
    return null;
  }
}
