/** What comes along with a message: attachments, unfurled links, work objects and files. */

import { showBlocks } from "/page/blocks.js";
import { button, el, span } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { attempt, complain } from "/page/line.js";
import { anchor, isHarmless } from "/page/link.js";
import { mrkdwn } from "/page/mrkdwn.js";
import { fileUrl, picture } from "/page/picture.js";
import { nameOf, tell } from "/page/world.js";

/** Attachments and unfurled links, then work objects. */
export function attachmentsOf(message, surface) {
  const unfurled = Array.isArray(message.unfurls) ? message.unfurls : Object.values(message.unfurls || {});
  const cards = [...(message.attachments || []), ...unfurled].map((one) => attachment(one, surface));
  return [...cards, ...entitiesOf(message).map((entity) => workObject(entity, message))];
}

const entitiesOf = (message) => message.entities || message.metadata?.entities || [];

function attachment(one, surface) {
  const node = el("div", { class: "attachment" });
  if (/^#?[0-9a-f]{6}$/i.test(one.color || "")) node.style.borderInlineStartColor = `#${one.color.replace("#", "")}`;
  const blocks = el("div");
  if (one.blocks?.length) showBlocks(blocks, one.blocks, surface);
  const fields = (one.fields || []).map((field) =>
    el(
      "div",
      { class: "section-field" },
      el("strong", {}, field.title),
      el("div", { class: "words" }, mrkdwn(field.value)),
    ),
  );
  node.append(
    ...[
      one.pretext || one.author_name ? el("div", { class: "quiet" }, one.pretext || one.author_name) : null,
      one.title
        ? el("div", { class: "attachment-title" }, one.title_link ? anchor(one.title_link, one.title) : one.title)
        : null,
      one.text && !one.blocks?.length ? el("div", { class: "words" }, mrkdwn(one.text)) : null,
      fields.length ? el("div", { class: "section-fields" }, fields) : null,
      blocks,
      one.image_url ? picture({ image_url: one.image_url, alt_text: one.title || "" }, "image-picture") : null,
      one.footer ? el("div", { class: "quiet" }, one.footer) : null,
    ].filter(Boolean),
  );
  return node;
}

/** A record as a card; pressing it opens what is known of it beside the conversation. */
function workObject(entity, message) {
  const { attributes = {} } = partsOf(entity);
  const { title, kind, rows } = detailsOf(entity);
  const lines = rows.slice(0, 4).map(([label, value]) => span("", span("quiet", `${label}: `), value));
  const id = attributes.display_id ? span("quiet", attributes.display_id) : null;
  const parts = [span("work-kind", kind), span("work-title", title), id, span("work-lines", lines)];
  return button("work-object", () => open(entity, message), parts, { "aria-label": `${kind} ${title}, open details` });
}

/** Show what the message tells of a record, and what the app tells beyond that as soon as it does. */
async function open(entity, message) {
  tell("details", { entity, message, isLoading: true });
  const answer = await attempt("unfurled", { channel: message.channel, ts: message.ts, entity });
  const told = answer?.details || answer?.entity;
  if (told?.error)
    complain(told.error.status === "restricted" ? "That record is not for you." : "That record is gone.");
  tell("details", { entity: told && !told.error ? told : entity, message });
}

const partsOf = (entity) => entity.entity_payload || entity.payload || {};
const customOf = (entity) =>
  (partsOf(entity).custom_fields || []).map((field) => [field.label || named(field.key), field]);
const kindOf = (entity) =>
  named(
    String(entity.entity_type || "record")
      .split("/")
      .pop(),
  );
const named = (key) =>
  String(key)
    .replaceAll("_", " ")
    .replace(/^./, (letter) => letter.toUpperCase());

function valueOf(field) {
  const value = field?.value ?? field?.text ?? field;
  if (Array.isArray(value)) return value.map((item) => valueOf(item)).join(", ");
  if (value && typeof value === "object")
    return value.text || value.user?.text || nameOf(value.user_id || value.user?.user_id);
  if (field?.type === "slack#/types/timestamp") return new Date(Number(value) * 1000).toLocaleDateString("en-GB");
  return String(value ?? "");
}

/** All that is told of a work object: {title, kind, rows, link, actions}. */
export function detailsOf(entity) {
  const { attributes = {}, fields = {}, actions = {} } = partsOf(entity);
  const rows = [
    ...Object.entries(fields).map(([key, field]) => [field?.label || named(key), field]),
    ...customOf(entity),
  ];
  return {
    title: attributes.title?.text || attributes.title || entity.title || "Record",
    kind: attributes.display_type ? named(attributes.display_type) : kindOf(entity),
    rows: rows.map(([label, field]) => [label, valueOf(field)]),
    link: isHarmless(entity.url) ? anchor(entity.url, entity.url) : null,
    actions: Object.values(actions).flat(),
  };
}

/** Files, each with its size and a link to download it; pictures are shown. */
export function filesOf(message) {
  return (message.files || []).map((file) => {
    const address = fileUrl(file);
    const isPicture =
      /^image\/(png|jpe?g|gif|webp)$/.test(file.mimetype || "") || /\.(png|jpe?g|gif|webp)$/i.test(file.name || "");
    return el(
      "div",
      { class: "file" },
      isPicture ? picture({ image_url: address, alt_text: file.title || file.name }, "image-picture") : null,
      el(
        "a",
        { class: "file-line", href: address, download: file.name || "file" },
        icon("file"),
        el("span", { class: "file-name" }, file.title || file.name),
        el("span", { class: "quiet" }, sizeOf(file.size)),
        icon("download"),
      ),
    );
  });
}

function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1048576
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1048576).toFixed(1)} MB`;
}
