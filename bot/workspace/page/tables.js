/** Tables, and data tables with their pages. */

import { el, fill } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { rich } from "/page/rich.js";

let number = 0;

function words(cell) {
  if (!cell) return "";
  if (cell.type === "rich_text") return rich(cell);
  if (cell.type === "raw_number") return cell.text ?? figure(cell.value);
  return cell.text ?? "";
}

const figure = (value) => new Intl.NumberFormat("en", { maximumFractionDigits: 10 }).format(value);

/** Whether all cells of a column below the header are numbers, so that they stand at the right. */
const isOfNumbers = (rows, place) => rows.length > 1 && rows.slice(1).every((row) => row[place]?.type === "raw_number");

function columnClass(setting, isNumbers) {
  const align = setting?.align || (isNumbers ? "right" : "left");
  return `cell-${align}${setting?.is_wrapped === false ? " cell-tight" : ""}`;
}

function row(cells, classes, header) {
  return el(
    "tr",
    {},
    cells.map((cell, place) => {
      const isHeader = header === "row" || header === place;
      return el(
        isHeader ? "th" : "td",
        { class: classes[place], scope: isHeader ? (header === "row" ? "col" : "row") : null },
        words(cell),
      );
    }),
  );
}

/** A `table` block: the first row is its header. */
export function table(block) {
  const [head, ...body] = block.rows;
  const classes = head.map((_, place) => columnClass(block.column_settings?.[place], isOfNumbers(block.rows, place)));
  return framed(
    "Table",
    el(
      "table",
      { class: "table" },
      el("thead", {}, row(head, classes, "row")),
      el(
        "tbody",
        {},
        body.map((cells) => row(cells, classes)),
      ),
    ),
  );
}

const framed = (label, node) =>
  el("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": label }, node);

/** A `data_table` block: a caption, a header, and as many rows at a time as it wants. */
export function dataTable(block) {
  const [head, ...body] = block.rows;
  const size = block.page_size || 5;
  const classes = head.map((_, place) => columnClass(null, isOfNumbers(block.rows, place)));
  const rows = el("tbody");
  const caption = el("caption", { id: `caption-${(number += 1)}` }, block.caption);
  const wrap = framed(
    block.caption,
    el("table", { class: "table data-table" }, caption, el("thead", {}, row(head, classes, "row")), rows),
  );
  const show = (page) =>
    fill(
      rows,
      body
        .slice(page * size, (page + 1) * size)
        .map((cells) => row(cells, classes, block.row_header_column_index ?? -1)),
    );
  show(0);
  const pages = Math.ceil(body.length / size);
  return el("div", { class: "data-table-block" }, wrap, pages > 1 ? pager(pages, body.length, size, show) : null);
}

function pager(pages, count, size, show) {
  let page = 0;
  const says = el("span", { class: "quiet", role: "status" });
  const step = (name, by, label) =>
    el(
      "button",
      { type: "button", class: "icon-button", "aria-label": label, on: { click: () => turn(page + by) } },
      icon(name),
    );
  const back = step("left", -1, "Earlier rows");
  const on = step("right", 1, "Further rows");
  const turn = (to) => {
    page = Math.max(0, Math.min(pages - 1, to));
    show(page);
    says.textContent = `${page * size + 1}–${Math.min(count, (page + 1) * size)} of ${count}`;
    for (const [button, isEnd] of [
      [back, page === 0],
      [on, page === pages - 1],
    ])
      button.setAttribute("aria-disabled", String(isEnd));
  };
  turn(0);
  return el("div", { class: "pager" }, says, back, on);
}
