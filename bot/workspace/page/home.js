/** The app's Home: what it published for the person one is. */

import { showBlocks } from "/page/blocks.js";
import { el } from "/page/dom.js";
import { Surface } from "/page/surface.js";
import { on, world } from "/page/world.js";

let pane = null;

/** The Home as a pane, which goes to its top where an answer has come there; only the newest one follows what is published. */
export function homePane() {
  const surface = new Surface({ home: true }, world.home?.state);
  const blocks = el("div", { class: "home-blocks" });
  const empty = el("p", { class: "empty" }, `${world.bot.name} is preparing your Home.`);
  const node = el("section", { class: "home scroller", "aria-label": "App Home", tabindex: "-1" }, empty, blocks);
  let top = null;
  const update = () => {
    surface.refresh(world.home?.state);
    node.setAttribute("aria-busy", String(!world.home));
    empty.hidden = Boolean(world.home);
    showBlocks(blocks, world.home?.blocks || [], surface);
    const first = JSON.stringify(world.home?.blocks?.[0] || null);
    if (top !== null && first !== top) node.scrollTop = 0;
    top = first;
  };
  pane = { node, update };
  update();
  return pane;
}

/** Keep the Home that is shown in step. */
export function followHome() {
  for (const kind of ["home", "everything"]) on(kind, () => pane?.node.isConnected && pane.update());
}
