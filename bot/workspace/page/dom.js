/** Nodes built one by one: what others wrote is only ever text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties (`class`, attributes, `on`: listeners, `data`: data attributes) and children. */
export function el(tag, properties, ...children) {
  return furnish(document.createElement(tag), properties, children);
}

/** The same in the name space of drawings. */
export function svg(tag, properties, ...children) {
  return furnish(document.createElementNS(SVG, tag), properties, children);
}

function furnish(node, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, hear] of Object.entries(value)) node.addEventListener(event, hear);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  add(node, children);
  return node;
}

/** Append children: nodes, strings, numbers and lists of them; nothing for null and false. */
export function add(node, children) {
  for (const child of children) {
    if (Array.isArray(child)) add(node, child);
    else if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

/** Replace all children. */
export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

/**
 * Bring a list on the page in line with `wanted`, `[{key, mark, build}]`, touching only what differs: a node is built
 * anew when its mark changed, moved when its place did, and removed when its key is gone.
 */
export function arrange(host, wanted) {
  const had = host.kept || new Map();
  const kept = new Map();
  const focus = focusWithin(host);
  for (const [key, entry] of had) if (!wanted.some((item) => item.key === key)) drop(had, key, entry);
  let place = firstKept(host);
  for (const item of wanted) {
    if (kept.has(item.key)) continue;
    const entry = renewed(had.get(item.key), item);
    if (place === entry.old) place = entry.node;
    if (entry.node === place) place = place.nextSibling;
    else host.insertBefore(entry.node, place);
    kept.set(item.key, { node: entry.node, mark: item.mark });
  }
  host.kept = kept;
  if (focus) refocus(host, focus);
}

function firstKept(host) {
  return host.firstChild;
}

function drop(had, key, entry) {
  entry.node.remove();
  had.delete(key);
}

function renewed(entry, item) {
  if (!entry) return { node: item.build() };
  if (entry.mark === item.mark) return { node: entry.node };
  const node = item.build(entry.node);
  if (node !== entry.node) entry.node.replaceWith(node);
  return { node, old: entry.node };
}

/** Where the focus is inside a node, by the names (`data-at`) that survive a rebuilding. */
function focusWithin(host) {
  const active = document.activeElement;
  if (!active || active === host || !host.contains(active)) return null;
  const names = [];
  for (let node = active; node && node !== host; node = node.parentElement)
    if (node.dataset.at) names.unshift(node.dataset.at);
  return { active, names };
}

function refocus(host, { active, names }) {
  if (active.isConnected) return;
  let node = host;
  for (const name of names) node = node.querySelector(`[data-at="${CSS.escape(name)}"]`) || node;
  if (node !== host) node.focus({ preventScroll: true });
}

/** An icon of this name from the set below, hidden from screen readers. */
export function icon(name) {
  const drawing = svg("svg", {
    class: `icon icon-${name}`,
    viewBox: "0 0 20 20",
    "aria-hidden": "true",
    focusable: "false",
  });
  for (const path of (ICONS[name] || "").split("|")) if (path) drawing.append(svg("path", { d: path }));
  return drawing;
}

const ICONS = {
  hash: "M7.500 3 6 17M14 3l-1.500 14M3.500 7.500h13.500M3 12.500h13.500",
  lock: "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
  home: "M3 9.500 10 3.500l7 6V17h-4.500v-4.500h-5V17H3z",
  send: "M3 10 17 3.500 13 17l-3.500-5.500zM9.500 11.500 17 3.500",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5 5 15",
  more: "M4.500 10h.01M10 10h.01M15.500 10h.01",
  thread: "M3.500 5h13v9h-7L6 17v-3H3.500zM7 8.500h6M7 11h4",
  smile: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M7.500 8.500v.01M12.500 8.500v.01M7 11.500c1.500 2.200 4.500 2.200 6 0",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6.200V10l2.600 1.800",
  bolt: "M11 2.500 4.500 11.500H9.500L9 17.500l6.500-9H10.500z",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  down: "M5 7.500l5 5 5-5",
  left: "M12.500 4.500 7 10l5.500 5.500",
  right: "M7.500 4.500 13 10l-5.500 5.500",
  check: "M4 10.500l4 4 8-9",
  file: "M5 2.500h6.500L15 6v11.500H5zM11.500 2.500V6H15",
  download: "M10 3v9M6 8.500l4 4 4-4M4 16.500h12",
  edit: "M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200z",
  trash: "M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500 6.300 17h7.400l.8-11.500",
  link: "M8.500 11.500a3 3 0 0 0 4.300 0l2.700-2.700a3 3 0 0 0-4.300-4.300l-1 1M11.500 8.500a3 3 0 0 0-4.300 0l-2.700 2.700a3 3 0 0 0 4.300 4.300l1-1",
  up: "M7 17V9l3-6c1.500 0 2 1 2 2.200V8h3.800c1 0 1.500.8 1.300 1.700l-1.300 6c-.2.800-.8 1.300-1.600 1.300zM3.500 9H7v8H3.500z",
  downvote:
    "M7 3v8l3 6c1.500 0 2-1 2-2.200V12h3.800c1 0 1.500-.8 1.300-1.700l-1.300-6C15.600 3.500 15 3 14.200 3zM3.500 3H7v8H3.500z",
  stop: "M6 6h8v8H6z",
  moon: "M15.500 12.200A6.500 6.500 0 0 1 7.800 4.500a6.500 6.500 0 1 0 7.700 7.700z",
  sun: "M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M15.700 4.300l-1.100 1.100M5.400 14.600l-1.100 1.100",
  reset: "M4 10a6 6 0 1 1 1.800 4.300M4 15.500V11.500h4",
  people:
    "M7.500 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2 16.500c0-3 2.500-5 5.500-5s5.500 2 5.500 5M13 4.300a3 3 0 0 1 0 5.500M15 11.900c1.800.7 3 2.400 3 4.600",
  memo: "M5 3h10v10.500L11.500 17H5zM11.500 17v-3.500H15M7.500 6.500h5M7.500 9.500h5",
  ticket: "M3 6.500h14v2.200a1.500 1.500 0 0 0 0 2.800v2.200H3v-2.200a1.500 1.500 0 0 0 0-2.800zM12 6.500v7",
  heart: "M10 16.500C5.500 13 3 10.500 3 7.500A3.500 3.500 0 0 1 10 6a3.500 3.500 0 0 1 7 1.500c0 3-2.500 5.500-7 9z",
  bulb: "M7.500 14.500h5M8.500 17h3M10 3a5 5 0 0 0-3 9c.5.500.7 1 .7 2.500h4.600c0-1.500.2-2 .7-2.500a5 5 0 0 0-3-9z",
  question: "M7 7.500a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.100-1.500 2.400M10 16v.010",
  party: "M4 16.500 8 7l5 5zM12.500 6.500c0-2 1.500-3 3-2.500M14 9.500l3-.5M10.500 4.500V3",
  phone:
    "M6 3.500h2.500L10 7.500 8 9c.7 1.500 1.500 2.300 3 3l1.500-2 4 1.500V14c0 1.500-1 2.500-2.500 2.500C8.500 16.500 3.500 11.500 3.500 6c0-1.500 1-2.500 2.500-2.500z",
  rocket:
    "M10 2.500c3 2 4 5 3.500 8.500l-1 2.500h-5l-1-2.500C6 7.500 7 4.500 10 2.500zM6.500 10 4 13l2.500.5M13.500 10l2.500 3-2.500.5M10 7.500v.010M9 16h2",
  eye: "M2 10c2-3.700 4.800-5.500 8-5.500s6 1.800 8 5.500c-2 3.700-4.800 5.500-8 5.500S4 13.700 2 10M10 7.700a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600",
};
