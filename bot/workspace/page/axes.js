/** The axes of a chart: a scale with round numbers, its lines and its labels. */

import { svg } from "/page/dom.js";

const RATIO = 0.45;
const LOWEST = 190;
const LETTER = 7;
const GAP = 8;
const EDGE = { top: 12, right: 12, bottom: 34, left: 52 };

/** A number as one reads it: 1,234.5; 12.3K and 4.5M on axes. */
export const told = (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 2 }).format(value);
const short = (value) => new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);

/** Where values and categories lie in a drawing of this width, and the ticks of the value axis. */
export function scaleOf(values, count, width) {
  const height = Math.max(LOWEST, Math.round(width * RATIO));
  const finite = values.filter(Number.isFinite);
  const least = Math.min(0, ...finite);
  const most = Math.max(0, ...finite) || (least < 0 ? 0 : 1);
  const size = Math.max(niceStep((most - least) / 4), finite.every(Number.isInteger) ? 1 : 0);
  const [low, high] = [Math.floor(least / size) * size, Math.ceil(most / size) * size];
  const ticks = [];
  for (let tick = low; tick <= high + size / 2; tick += size) ticks.push(Number(tick.toPrecision(10)));
  const room = height - EDGE.top - EDGE.bottom;
  const step = (width - EDGE.left - EDGE.right) / Math.max(count, 1);
  return {
    width,
    height,
    ticks,
    step,
    count,
    x: (place) => EDGE.left + step * (place + 0.5),
    y: (value) => EDGE.top + room * (1 - (value - low) / (high - low || 1)),
  };
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough || 1));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999);
}

/** The lines across, the numbers beside them, the categories below, and what both axes are called. */
export function axes(scale, { categories, x_label: xLabel, y_label: yLabel }) {
  const lines = scale.ticks.map((tick) =>
    svg("line", {
      x1: EDGE.left,
      x2: scale.width - EDGE.right,
      y1: scale.y(tick).toFixed(1),
      y2: scale.y(tick).toFixed(1),
      class: tick === 0 ? "axis" : "grid",
    }),
  );
  const numbers = scale.ticks.map((tick) =>
    svg(
      "text",
      { x: EDGE.left - 8, y: (scale.y(tick) + 4).toFixed(1), class: "tick", "text-anchor": "end" },
      short(tick),
    ),
  );
  return [...lines, ...numbers, ...categoryLabels(scale, categories, Boolean(xLabel)), ...names(scale, xLabel, yLabel)];
}

/** As many labels as there is room for: every one, cut short where they are few, else every second, third … */
function categoryLabels(scale, categories, isNamed) {
  const longest = Math.max(...categories.map((label) => label.length));
  const every = scale.count > 6 ? Math.ceil((Math.min(longest, 10) * LETTER + GAP) / scale.step) : 1;
  const fits = Math.max(3, Math.floor((scale.step * every - GAP) / LETTER));
  const y = scale.height - EDGE.bottom + (isNamed ? 14 : 16);
  return categories.flatMap((label, place) => {
    if (place % every) return [];
    const words = label.length > fits ? `${label.slice(0, fits - 1)}…` : label;
    return [
      svg(
        "text",
        { x: scale.x(place).toFixed(1), y, class: "tick", "text-anchor": "middle" },
        words,
        svg("title", {}, label),
      ),
    ];
  });
}

function names({ width, height }, xLabel, yLabel) {
  const middle = EDGE.left + (width - EDGE.left - EDGE.right) / 2;
  const x = xLabel
    ? svg("text", { x: middle, y: height - 3, class: "axis-name", "text-anchor": "middle" }, xLabel)
    : null;
  const y = yLabel
    ? svg(
        "text",
        {
          x: 11,
          y: height / 2 - 10,
          class: "axis-name",
          "text-anchor": "middle",
          transform: `rotate(-90 11 ${height / 2 - 10})`,
        },
        yLabel,
      )
    : null;
  return [x, y].filter(Boolean);
}
