/** Charts as drawings, with their values in a table for whoever cannot see them. */

import { el, svg } from "/page/dom.js";
import { axes, scaleOf, told } from "/page/axes.js";

const WIDEST = 586;
const NARROWEST = 120;
const STEP = 12;
let number = 0;

/** A `data_visualization` block. */
export function chart(block) {
  const { chart: wanted, title } = block;
  const rows = rowsOf(wanted);
  const isPie = wanted.type === "pie";
  const body = isPie
    ? el("div", { class: "chart-pie" }, named(pie(wanted.segments), title, rows), legendOf(shares(wanted.segments)))
    : fitted(wanted, title, rows);
  return el(
    "figure",
    { class: "chart", role: "group", "aria-label": title },
    el("figcaption", { class: "chart-title" }, title),
    body,
    el("details", { class: "chart-values" }, el("summary", {}, "Values"), valueTable(title, rows)),
  );
}

/** A drawing that says what it is of, and its values. */
function named(drawing, title, rows) {
  const id = `chart-${(number += 1)}`;
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-labelledby", `${id}-title ${id}-values`);
  drawing.prepend(svg("title", { id: `${id}-title` }, title), svg("desc", { id: `${id}-values` }, described(rows)));
  return drawing;
}

/** A plot that is drawn anew where there is another width for it, so that its letters keep their size. */
function fitted(wanted, title, rows) {
  let width = WIDEST;
  const frame = el("div", { class: "chart-plot" }, named(plot(wanted, width), title, rows));
  const draw = ([{ contentRect }]) => {
    const room = Math.min(WIDEST, Math.round(contentRect.width));
    if (room < NARROWEST || Math.abs(room - width) < STEP) return;
    width = room;
    frame.replaceChildren(named(plot(wanted, width), title, rows));
  };
  new ResizeObserver(draw).observe(frame);
  return [frame, wanted.series.length > 1 ? legendOf(wanted.series.map(({ name }) => ({ name }))) : null];
}

function rowsOf(wanted) {
  if (wanted.type === "pie") return [["", "Value"], ...wanted.segments.map(({ label, value }) => [label, value])];
  const { categories } = wanted.axis_config;
  const at = (series, label) => series.data.find((point) => point.label === label)?.value ?? "";
  return [
    [wanted.axis_config.x_label || "", ...wanted.series.map(({ name }) => name)],
    ...categories.map((label) => [label, ...wanted.series.map((series) => at(series, label))]),
  ];
}

const described = ([, ...rows]) =>
  rows
    .map(([label, ...values]) => `${label}: ${values.map((value) => (value === "" ? "none" : told(value))).join(", ")}`)
    .join("; ");

function valueTable(title, [head, ...rows]) {
  return el(
    "table",
    { class: "table", "aria-label": `${title}, values` },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        head.map((cell) => el("th", { scope: "col" }, cell)),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map(([label, ...values]) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, label),
          values.map((value) => el("td", { class: "cell-right" }, value === "" ? "–" : told(value))),
        ),
      ),
    ),
  );
}

function legendOf(entries) {
  return el(
    "ul",
    { class: "legend" },
    entries.map(({ name, share }, place) =>
      el(
        "li",
        {},
        el("span", { class: `legend-spot hue-${place % 6}` }),
        el("span", { class: "legend-name" }, name),
        share ? el("span", { class: "quiet" }, share) : null,
      ),
    ),
  );
}

function shares(segments) {
  const whole = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  return segments.map(({ label, value }) => ({
    name: label,
    share: `${told(value)} · ${Math.round((value / whole) * 100)} %`,
  }));
}

/** Slices of a ring, the first from twelve o'clock on. */
function pie(segments) {
  const whole = segments.reduce((sum, { value }) => sum + value, 0) || 1;
  const drawing = svg("svg", { viewBox: "0 0 200 200", class: "pie" });
  let from = 0;
  segments.forEach(({ label, value }, place) => {
    const to = from + value / whole;
    drawing.append(
      svg(
        "path",
        { d: slice(from, to), class: `slice hue-${place % 6}`, "fill-rule": "evenodd" },
        svg("title", {}, `${label}: ${told(value)}`),
      ),
    );
    from = to;
  });
  return drawing;
}

function slice(from, to) {
  const span = Math.min(to - from, 0.99999);
  const point = (share, radius) =>
    `${(100 + radius * Math.sin(share * 2 * Math.PI)).toFixed(2)} ${(100 - radius * Math.cos(share * 2 * Math.PI)).toFixed(2)}`;
  const isLarge = span > 0.5 ? 1 : 0;
  const end = from + span;
  return `M${point(from, 96)}A96 96 0 ${isLarge} 1 ${point(end, 96)}L${point(end, 56)}A56 56 0 ${isLarge} 0 ${point(from, 56)}Z`;
}

/** Bars, lines or areas over categories. */
function plot(wanted, width) {
  const { categories } = wanted.axis_config;
  const values = wanted.series.flatMap((series) => series.data.map(({ value }) => value));
  const scale = scaleOf(values, categories.length, width);
  const drawing = svg(
    "svg",
    { viewBox: `0 0 ${scale.width} ${scale.height}`, class: "plot" },
    axes(scale, wanted.axis_config),
  );
  const draw = { bar: bars, line: lines, area: lines }[wanted.type];
  drawing.append(...draw(wanted, categories, scale));
  return drawing;
}

function bars(wanted, categories, scale) {
  const count = wanted.series.length;
  const width = Math.min((scale.step * 0.7) / count, 44);
  return wanted.series.flatMap((series, place) =>
    series.data.map(({ label, value }) => {
      const middle = scale.x(categories.indexOf(label));
      const top = Math.min(scale.y(value), scale.y(0));
      const height = Math.max(Math.abs(scale.y(value) - scale.y(0)), value ? 1.5 : 0);
      const x = middle - (width * count) / 2 + place * width;
      return svg(
        "rect",
        {
          x: x.toFixed(1),
          y: top.toFixed(1),
          width: Math.max(width - 2, 2).toFixed(1),
          height: height.toFixed(1),
          rx: 2,
          class: `bar hue-${place % 6}`,
        },
        svg("title", {}, `${label}${count > 1 ? `, ${series.name}` : ""}: ${told(value)}`),
      );
    }),
  );
}

function lines(wanted, categories, scale) {
  return wanted.series.flatMap((series, place) => {
    const points = [...series.data]
      .sort((one, other) => categories.indexOf(one.label) - categories.indexOf(other.label))
      .map(({ label, value }) => ({ label, value, x: scale.x(categories.indexOf(label)), y: scale.y(value) }));
    const path = points.map(({ x, y }, at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
    const base = scale.y(0).toFixed(1);
    const area =
      wanted.type === "area" && points.length
        ? svg("path", {
            d: `${path}L${points.at(-1).x.toFixed(1)} ${base}L${points[0].x.toFixed(1)} ${base}Z`,
            class: `area hue-${place % 6}`,
          })
        : null;
    const dots = points.map(({ label, value, x, y }) =>
      svg(
        "circle",
        { cx: x.toFixed(1), cy: y.toFixed(1), r: 3.5, class: `dot hue-${place % 6}` },
        svg("title", {}, `${label}, ${series.name}: ${told(value)}`),
      ),
    );
    return [area, svg("path", { d: path, class: `stroke hue-${place % 6}` }), ...dots].filter(Boolean);
  });
}
