/** Pictures: those of this machine at once, those from elsewhere only when one asks for them. */

import { el } from "/page/dom.js";
import { world } from "/page/world.js";

/** Where a picture is, or "" if the address is of no picture one may load. */
function addressOf(image) {
  const address = image.image_url || image.slack_file?.url || image.thumbnail_url || fileAddress(image.slack_file?.id) || "";
  return /^(https?:\/\/|\/(?!\/)|data:image\/(png|jpeg|gif|webp);)/i.test(address) ? address : "";
}

function fileAddress(id) {
  if (!id) return "";
  for (const said of world.messages.values()) for (const message of said) for (const file of message.files || []) if (file.id === id) return fileUrl(file);
  return `/page/file/${encodeURIComponent(id)}/image?as=${encodeURIComponent(world.me?.id || "")}`;
}

/** Where the page downloads a file. */
export const fileUrl = (file) => `/page/file/${encodeURIComponent(file.id)}/${encodeURIComponent(file.name || "file")}?as=${encodeURIComponent(world.me?.id || "")}`;

const isNear = (address) => address.startsWith("data:") || new URL(address, location.href).origin === location.origin;

/** A picture with its alternative text; one from another machine is a button that loads it. */
export function picture(image, kind) {
  const address = addressOf(image);
  const words = image.alt_text || "";
  if (!address) return missing(kind, words);
  if (isNear(address)) return loaded(address, words, kind);
  const show = () => button.replaceWith(loaded(address, words, kind));
  const button = el("button", { type: "button", class: `${kind} picture-far`, title: `From ${new URL(address).host}`, on: { click: show } }, `Show picture${words ? `: ${words}` : ""}`);
  return button;
}

function loaded(address, words, kind) {
  const image = el("img", { class: kind, src: address, alt: words, loading: "lazy", decoding: "async", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing(kind, words)));
  return image;
}

const missing = (kind, words) => el("span", { class: `${kind} picture-missing`, role: "img", "aria-label": words || "Picture" }, words || "Picture");
