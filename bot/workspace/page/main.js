/** The page put together. */

import { Aside } from "/page/aside.js";
import { finder } from "/page/channel.js";
import { followHome } from "/page/home.js";
import { act, connect } from "/page/line.js";
import { followViews } from "/page/modal.js";
import { followNotices } from "/page/notices.js";
import { followOlder } from "/page/older.js";
import { Place } from "/page/place.js";
import { followReading } from "/page/reading.js";
import { arrive, followAddress } from "/page/route.js";
import { matchPending } from "/page/sending.js";
import { Sidebar } from "/page/sidebar.js";
import { direct, on, tell, world } from "/page/world.js";

const part = (id) => document.getElementById(id);

function build() {
  matchPending();
  on("everything", arrive);
  const place = new Place(part("place"));
  new Sidebar(part("sidebar"));
  new Aside(part("aside"));
  followHome();
  followViews();
  followOlder();
  followNotices();
  followReading();
  followAddress();
  followVisits();
  on("write", (text) => write(place, text));
}

/** Begin to write something in the direct message with the app, or where one is. */
function write(place, text) {
  if (!place.composer) tell("go", { channel: direct()?.id });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      place.composer?.put(text);
      place.composer?.field.focus();
    }),
  );
}

/** The app hears when its Home or its messages are opened. */
function followVisits() {
  let visited = "";
  const visit = () => {
    const { channel, tab } = world.place;
    const wanted = channel && channel === direct()?.id ? `${world.me.id}/${tab}` : "";
    if (wanted && wanted !== visited) act("opens", { tab }).catch(() => {});
    visited = wanted;
  };
  on("place", visit);
}

function followDrawer() {
  const [app, veil] = [part("app"), part("veil")];
  on("drawer", (isOpen) => {
    app.classList.toggle("has-drawer", isOpen);
    if (isOpen && matchMedia("(max-width: 760px)").matches)
      part("sidebar").querySelector("a, button")?.focus({ preventScroll: true });
  });
  veil.addEventListener("click", () => tell("drawer", false));
  on("place", () => tell("drawer", false));
}

function followKeys() {
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      finder();
    }
    if (event.key === "Escape" && part("app").classList.contains("has-drawer")) tell("drawer", false);
  });
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    (part("place").querySelector("textarea") || part("place")).focus();
  });
}

build();
followDrawer();
followKeys();
connect(new URLSearchParams(location.search).get("as") || localStorage.getItem("as") || "");
