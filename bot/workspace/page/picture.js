/** Pictures: those of this machine are shown, those from elsewhere are links, since nothing is fetched from outside. */

import { el } from "/page/dom.js";
import { world } from "/page/world.js";

/** Where a picture is, or "" if the address is of no picture one may load. */
function addressOf(image) {
  const address =
    image.image_url || image.slack_file?.url || image.thumbnail_url || fileAddress(image.slack_file?.id) || "";
  return /^(https?:\/\/|\/(?!\/)|data:image\/(png|jpeg|gif|webp);)/i.test(address) ? address : "";
}

function fileAddress(id) {
  if (!id) return "";
  for (const said of world.messages.values())
    for (const message of said) for (const file of message.files || []) if (file.id === id) return fileUrl(file);
  return fileUrl({ id, name: "picture" });
}

/** Where the page downloads a file. */
export const fileUrl = (file) =>
  `/page/file/${encodeURIComponent(file.id)}/${encodeURIComponent(file.name || "file")}?as=${encodeURIComponent(world.me?.id || "")}`;

const isNear = (address) => address.startsWith("data:") || new URL(address, location.href).origin === location.origin;

/** A picture with its alternative text; one from elsewhere is a link to it. */
export function picture(image, kind) {
  const address = addressOf(image);
  const words = image.alt_text || "";
  if (!address) return missing(kind, words);
  if (isNear(address)) return loaded(address, words, kind);
  return el(
    "a",
    { class: `${kind} picture-far`, href: address, target: "_blank", rel: "noopener noreferrer" },
    words || "Picture",
    ` (at ${new URL(address).host})`,
  );
}

function loaded(address, words, kind) {
  const image = el("img", {
    class: kind,
    src: address,
    alt: words,
    loading: "lazy",
    decoding: "async",
    referrerpolicy: "no-referrer",
  });
  image.addEventListener("error", () => image.replaceWith(missing(kind, words)));
  return image;
}

const missing = (kind, words) =>
  el("span", { class: `${kind} picture-missing`, role: "img", "aria-label": words || "Picture" }, words || "Picture");
