/** A surface: a message, a modal or the App Home, with what was chosen in its controls and what using them does. */

import { confirmed } from "/page/ask.js";
import { act, attempt, complain } from "/page/line.js";

/** How each kind of element keeps what was chosen: the key in the state, and the one of the app's preset. */
const KEPT = {
  selected_option: ["static_select", "external_select", "radio_buttons", "overflow"],
  selected_options: ["multi_static_select", "multi_external_select", "checkboxes"],
  selected_user: ["users_select"],
  selected_users: ["multi_users_select"],
  selected_channel: ["channels_select"],
  selected_channels: ["multi_channels_select"],
  selected_conversation: ["conversations_select"],
  selected_conversations: ["multi_conversations_select"],
  selected_date: ["datepicker"],
  selected_time: ["timepicker"],
  selected_date_time: ["datetimepicker"],
};
const KEYS = new Map(Object.entries(KEPT).flatMap(([key, types]) => types.map((type) => [type, key])));

export class Surface {
  /** `ref` is what deeds name: {channel, ts}, {view} or {home: true}; `state` what the server knows was chosen. */
  constructor(ref, state = {}) {
    this.ref = ref;
    this.state = state?.values || state || {};
    this.entered = new Map();
    this.underWay = new Set();
    this.busy = new Set();
  }

  /** The newest state of the server; what is being filled in here stays. */
  refresh(state) {
    this.state = state?.values || state || {};
  }

  /** What was chosen in an element: as entered here, else as the server knows it, else as the app preset it. */
  chosen(block, element) {
    const name = nameOf(block, element);
    if (this.entered.has(name)) return this.entered.get(name).shown;
    const key = KEYS.get(element.type) || "value";
    const kept = this.state[block.block_id]?.[element.action_id];
    if (kept && kept[key] !== undefined) return kept[key];
    return element[key.replace("selected", "initial")] ?? element.initial_value ?? null;
  }

  /** Choose in an element: `choice` as deeds tell it, `shown` as the element shows it. */
  async choose(block, element, choice, shown = choice) {
    if (!(await confirmed(element.confirm))) return false;
    const name = nameOf(block, element);
    const before = this.entered.get(name);
    this.entered.set(name, { choice, shown });
    const told = { surface: this.ref, block_id: block.block_id, action_id: element.action_id, choice };
    if (block.type === "input" && !block.dispatch_action) return this.remember(told);
    await this.settled();
    const isTaken = Boolean(await attempt("selects", told));
    if (before && !isTaken) this.entered.set(name, before);
    else if (!isTaken || block.type !== "input") this.entered.delete(name);
    return isTaken;
  }

  /** Let the server know of a field that is only sent at submission; nobody waits for it. */
  remember(told) {
    const sent = act("selects", told)
      .catch(() => {})
      .finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
    return true;
  }

  /** Wait until the server knows all that was filled in. */
  settled() {
    return Promise.all(this.underWay);
  }

  /** Press a button or choose in an overflow menu; pressing again while it is under way does nothing. */
  async press(block, element, value, confirm = element.confirm) {
    const name = `${nameOf(block, element)}/${value ?? ""}`;
    if (this.busy.has(name) || !(await confirmed(confirm))) return false;
    this.busy.add(name);
    await this.settled();
    const told = { surface: this.ref, block_id: block.block_id, action_id: element.action_id };
    const done = await attempt("clicks", value === undefined ? told : { ...told, value });
    this.busy.delete(name);
    return Boolean(done);
  }

  /** What the app offers for a text typed into one of its menus. */
  async suggestions(block, element, query) {
    try {
      const told = { surface: this.ref, block_id: block.block_id, action_id: element.action_id, query };
      return await act("suggestions", told);
    } catch (refusal) {
      complain(refusal);
      return { options: [] };
    }
  }

  /** All values that were entered, as `submits` takes them. */
  values(blocks) {
    const values = {};
    for (const block of blocks) {
      const entered = block.type === "input" && this.entered.get(nameOf(block, block.element));
      if (entered) values[block.block_id] = { [block.element.action_id]: entered.choice };
    }
    return values;
  }
}

const nameOf = (block, element) => `${block.block_id}/${element.action_id}`;
