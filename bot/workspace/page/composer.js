/** Where one writes: a field that grows, completes names, keeps drafts, takes files, and sends on Enter. */

import { Completion } from "/page/completion.js";
import { button, div, el, fill } from "/page/dom.js";
import { icon, iconButton } from "/page/icons.js";
import { pendingIn, send } from "/page/sending.js";
import { messagesOf, tell, world } from "/page/world.js";

export class Composer {
  /** `label` names the field; `list` is the list whose newest own message the arrow up edits. */
  constructor({ channel, thread = "", label, list }) {
    Object.assign(this, { channel, thread, list, files: [] });
    const named = { "aria-label": label, placeholder: label, "aria-autocomplete": "list" };
    this.field = el("textarea", {
      class: "composer-input",
      rows: 1,
      autocomplete: "off",
      enterkeyhint: "send",
      ...named,
    });
    this.picker = el("input", {
      type: "file",
      multiple: true,
      hidden: true,
      tabindex: "-1",
      "aria-label": "Files to add",
    });
    this.chips = div("composer-files");
    this.button = button("send", () => this.send(), icon("send"), { "aria-label": "Send", title: "Send (Enter)" });
    const clip = iconButton("plus", "Add a file", () => this.picker.click());
    this.box = div("composer", this.chips, div("composer-row", clip, this.field, this.button), this.picker);
    this.node = div("composer-dock", this.box);
    this.completion = new Completion(this.field, this.box, { channel, isThread: Boolean(thread) });
    this.listen();
    this.put(this.draft());
  }

  listen() {
    this.picker.addEventListener("change", () => this.attach(this.picker.files));
    this.field.addEventListener("input", () => this.changed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener(
      "paste",
      (event) => event.clipboardData?.files.length && (event.preventDefault(), this.attach(event.clipboardData.files)),
    );
  }

  get draftKey() {
    return `draft:${world.me?.id}:${this.channel}:${this.thread}`;
  }

  draft() {
    return localStorage.getItem(this.draftKey) || "";
  }

  /** Put a text into the field, as a draft. */
  put(text) {
    this.field.value = text;
    this.changed(false);
  }

  changed(isKept = true) {
    const { value } = this.field;
    if (isKept || value) value ? localStorage.setItem(this.draftKey, value) : localStorage.removeItem(this.draftKey);
    this.button.disabled = !value.trim() && !this.files.length;
    if (CSS.supports("field-sizing", "content")) return;
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, innerHeight * 0.4)}px`;
  }

  key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "ArrowUp" && !this.field.value && !event.shiftKey) this.editLast(event);
  }

  /** Edit the newest message of one's own; not while one is on its way, since that would be another. */
  editLast(event) {
    if (pendingIn(this.channel, this.thread).length) return;
    const own = messagesOf(this.channel).filter(
      (message) => message.user === world.me.id && !message.bot_id && !message.ephemeral,
    );
    const mine = own.filter((message) =>
      this.thread
        ? message.thread_ts === this.thread
        : this.list.isFlat || !message.thread_ts || message.thread_ts === message.ts,
    );
    const last = this.list.log.querySelector(`article[data-ts="${CSS.escape(mine.at(-1)?.ts || "")}"]`);
    if (!last?.shown) return;
    event.preventDefault();
    last.shown.edit();
  }

  send() {
    const text = this.field.value.trim();
    if (!text && !this.files.length) return;
    if (
      send({
        channel: this.channel,
        thread: this.thread,
        text: this.field.value[0] === " " && text[0] === "/" ? ` ${text}` : text,
        files: this.files,
      }) === false
    )
      return;
    this.files = [];
    this.showFiles();
    this.put("");
    localStorage.removeItem(this.draftKey);
    tell("said", { channel: this.channel, thread: this.thread, text });
    this.field.focus();
  }

  /** Add files that are sent along with the text. */
  attach(files) {
    this.files.push(...files);
    this.picker.value = "";
    this.showFiles();
    this.changed();
    this.field.focus();
  }

  showFiles() {
    fill(
      this.chips,
      this.files.map((file) =>
        el(
          "span",
          { class: "chip" },
          icon("file"),
          file.name,
          el(
            "button",
            {
              type: "button",
              class: "chip-remove",
              "aria-label": `Remove ${file.name}`,
              on: { click: () => this.detach(file) },
            },
            icon("close"),
          ),
        ),
      ),
    );
  }

  detach(file) {
    this.files = this.files.filter((one) => one !== file);
    this.showFiles();
    this.changed();
    this.field.focus();
  }
}

/** Let files be dropped anywhere on a place; they go to its composer. */
export function takesFiles(node, composer) {
  const over = (isOver) => (event) => {
    if (![...(event.dataTransfer?.types || [])].includes("Files")) return;
    event.preventDefault();
    node.classList.toggle("is-dropped-on", isOver);
    if (event.type === "drop") composer().attach(event.dataTransfer.files);
  };
  node.addEventListener("dragover", over(true));
  node.addEventListener("dragleave", over(false));
  node.addEventListener("drop", over(false));
}
