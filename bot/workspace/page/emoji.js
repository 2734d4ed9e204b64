/** The emoji that people and the app use here, by their names. */

import { el } from "/page/dom.js";
import { icon } from "/page/icons.js";

const NAMES = `memo 📝|ticket 🎫|white_check_mark ✅|heavy_check_mark ✔️|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|eyes 👀|tada 🎉|wave 👋|
smile 😄|slightly_smiling_face 🙂|grinning 😀|joy 😂|thinking_face 🤔|heart ❤️|fire 🔥|rocket 🚀|star ⭐|warning ⚠️|bell 🔔|no_bell 🔕|
calendar 📅|date 📅|spiral_calendar_pad 🗓️|phone ☎️|telephone_receiver 📞|email 📧|envelope ✉️|incoming_envelope 📨|briefcase 💼|
bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|moneybag 💰|handshake 🤝|bust_in_silhouette 👤|
busts_in_silhouette 👥|office 🏢|bulb 💡|mag 🔍|lock 🔒|unlock 🔓|link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍|hourglass ⌛|
hourglass_flowing_sand ⏳|alarm_clock ⏰|clock9 🕘|sunrise 🌅|sunny ☀️|zap ⚡|birthday 🎂|gift 🎁|cake 🍰|coffee ☕|package 📦|
label 🏷️|page_facing_up 📄|clipboard 📋|pencil 📝|pencil2 ✏️|wastebasket 🗑️|gear ⚙️|question ❓|exclamation ❗|x ❌|
red_circle 🔴|large_yellow_circle 🟡|large_orange_circle 🟠|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪|green_circle 🟢|
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|speech_balloon 💬|robot_face 🤖|pray 🙏|clap 👏|
muscle 💪|ok_hand 👌|point_right 👉|raised_hands 🙌|100 💯|sparkles ✨|crescent_moon 🌙|house 🏠|globe_with_meridians 🌐|
speaking_head_in_silhouette 🗣️|handbag 👜|truck 🚚|construction 🚧|rotating_light 🚨|checkered_flag 🏁|dart 🎯|trophy 🏆|seedling 🌱`;

export const EMOJI = new Map(NAMES.split("|").map((pair) => pair.trim().split(" ")));

/** Those that the small picker offers, the ones with a meaning for Rapport first. */
export const PICKED = [
  "memo",
  "ticket",
  "white_check_mark",
  "+1",
  "-1",
  "eyes",
  "heart",
  "tada",
  "bulb",
  "question",
  "telephone_receiver",
  "rocket",
];

/** Those that are drawn, so that they look the same where no such letters are installed. */
const DRAWN = {
  memo: "memo",
  pencil: "memo",
  ticket: "ticket",
  white_check_mark: "check",
  heavy_check_mark: "check",
  "+1": "up",
  thumbsup: "up",
  "-1": "downvote",
  thumbsdown: "downvote",
  eyes: "eye",
  heart: "heart",
  bulb: "bulb",
  question: "question",
  tada: "party",
  telephone_receiver: "phone",
  phone: "phone",
  rocket: "rocket",
};

/** How an emoji is read out. */
export const spoken = (name) =>
  ({ "+1": "thumbs up", "-1": "thumbs down", thumbsup: "thumbs up", thumbsdown: "thumbs down" })[name] ||
  String(name).replaceAll("_", " ");

/** An emoji as a node, or as text where its name says nothing here. */
export function emojiNode(name) {
  const known = String(name).split("::")[0];
  if (!EMOJI.has(known)) return `:${name}:`;
  return el(
    "span",
    { class: "emoji", role: "img", "aria-label": spoken(known), title: `:${known}:` },
    DRAWN[known] ? icon(DRAWN[known]) : EMOJI.get(known),
  );
}
