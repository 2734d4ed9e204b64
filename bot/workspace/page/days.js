/** Times as people say them, in the time zone of the person one is. */

import { now, world } from "/page/world.js";

const made = new Map();

/** A formatter of this shape; kept, since making one is slow. */
function format(options) {
  const zone = world.me?.tz;
  const key = `${zone}${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, inZone(options, zone));
  return made.get(key);
}

function inZone(options, zone) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", options);
  }
}

/** The moment of a message's `ts`. */
export const moment = (ts) => new Date(parseFloat(ts) * 1000);

/** "09:12". */
export const clockTime = (date) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);

const QUARTER = 900000;
const keys = new Map();

/** "2026-11-30", the day as a key; found out once for each quarter of an hour, since days begin at those. */
export function dayKey(date) {
  const quarter = `${world.me?.tz}${Math.floor(date.getTime() / QUARTER)}`;
  if (!keys.has(quarter)) keys.set(quarter, dayOf(date));
  return keys.get(quarter);
}

function dayOf(date) {
  const parts = format({ year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(date);
  const part = (type) => parts.find((one) => one.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** "Today", "Yesterday", "Monday, 30 November". */
export function dayName(date) {
  const key = dayKey(date);
  if (key === dayKey(now())) return "Today";
  if (key === dayKey(new Date(now().getTime() - 86400000))) return "Yesterday";
  const year = key.slice(0, 4) === dayKey(now()).slice(0, 4) ? {} : { year: "numeric" };
  return format({ weekday: "long", day: "numeric", month: "long", ...year }).format(date);
}

/** "Mon 30 Nov, 09:12". */
export const dayAndTime = (date) =>
  `${format({ weekday: "short", day: "numeric", month: "short" }).format(date).replace(",", "")}, ${clockTime(date)}`;

/** "Monday, 30 November 2026 at 09:12:05", for hovering. */
export const fullTime = (date) =>
  format({
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(date);

const STYLES = {
  date_num: (date) => dayKey(date),
  date: (date) => format({ day: "numeric", month: "long", year: "numeric" }).format(date),
  date_short: (date) => format({ day: "numeric", month: "short", year: "numeric" }).format(date),
  date_long: (date) => format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date),
  date_slash: (date) => format({ day: "2-digit", month: "2-digit", year: "numeric" }).format(date),
  day_divider_pretty: dayName,
  date_pretty: (date) => near(date) || STYLES.date(date),
  date_short_pretty: (date) => near(date) || STYLES.date_short(date),
  date_long_pretty: (date) => near(date) || STYLES.date_long(date),
  time: clockTime,
  time_secs: (date) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(date),
  ago: (date) => ago(date),
};

function near(date) {
  const apart = Math.round((Date.parse(dayKey(date)) - Date.parse(dayKey(now()))) / 86400000);
  return { 0: "today", 1: "tomorrow", [-1]: "yesterday" }[apart] || "";
}

/** "5 minutes ago", "in 2 days". */
export function ago(date) {
  const seconds = (date - now()) / 1000;
  const units = [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ];
  const [unit, length] = units.find(([, size]) => Math.abs(seconds) >= size) || ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / length), unit);
}

/** A moment in Slack's format of tokens: "{date_short_pretty} at {time}". */
export function told(seconds, form) {
  const date = new Date(Number(seconds) * 1000);
  return form.replace(/\{(\w+)\}/g, (whole, style) => (STYLES[style] ? STYLES[style](date) : whole));
}

/** Seconds since 1970 of "2026-11-30T09:12" on the clocks of the person one is. */
export function secondsOf(local) {
  const wanted = Date.parse(`${local}:00Z`);
  const first = wanted - offset(wanted);
  return Math.floor((wanted - offset(first)) / 1000);
}

/** "2026-11-30T09:12" for such seconds. */
export function localOf(seconds) {
  const date = new Date(seconds * 1000);
  return `${dayKey(date)}T${clockTime(date)}`;
}

const offset = (at) => Date.parse(`${localOf(at / 1000)}:00Z`) - Math.floor(at / 60000) * 60000;
