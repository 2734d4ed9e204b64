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
  const keys = new Set(wanted.map((item) => item.key));
  for (const [key, entry] of had) if (!keys.has(key)) drop(had, key, entry);
  let place = host.firstChild;
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

/** A `div` of this class. */
export const div = (kind, ...children) => el("div", { class: kind }, ...children);

/** A `span` of this class. */
export const span = (kind, ...children) => el("span", { class: kind }, ...children);

/** A button of this class that does something when pressed; `more` are further attributes. */
export const button = (kind, press, content, more = {}) =>
  el("button", { type: "button", class: kind, on: { click: press }, ...more }, content);
