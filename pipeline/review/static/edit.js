// The dialog in which values are changed, or a stretch that the tool missed is marked.
import { el, words } from "./dom.js";
import { say } from "./page.js";

const dialog = () => document.getElementById("dialog");

const NAMING = ["name", "text", "value", "event", "task"];

/** Ask for values of a field; resolves to {field, values} with what was changed, or to null. `fields` offers a choice of fields
 * for words that the tool missed; `start` is what those words say. */
export function ask({ title, quote, forms, field, fields, values, start }) {
  return new Promise((resolve) => {
    let current = field ?? fields[0];
    const body = el("div", { class: "inputs" });
    const fill = () => body.replaceChildren(...forms[current].map((input) => line(input, values?.[input.name] ?? (NAMING.includes(input.name) ? start : undefined))));
    const done = (answer) => { dialog().close(); resolve(answer); };
    const choice = fields && el("label", {}, say("review.field"), el("select", { onchange: (event) => { current = event.target.value; fill(); } },
      fields.map((name) => el("option", { value: name }, say(`field.${name}`)))));
    const form = el("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      done({ field: current, values: changed(body, forms[current], values ?? {}) });
    } },
      el("h2", {}, title), quote && el("blockquote", {}, words(quote)), choice, body,
      el("p", { class: "acts" }, el("button", { type: "submit", class: "main" }, say("review.save")), el("button", { type: "button", onclick: () => done(null) }, say("review.cancel"))));
    dialog().replaceChildren(form);
    dialog().setAttribute("aria-label", title);
    dialog().oncancel = () => resolve(null);
    fill();
    dialog().showModal();
    body.querySelector("input, select, textarea")?.focus();
  });
}

/** Show a text of ours in the dialog. */
export function tell(title, ...content) {
  dialog().replaceChildren(el("form", { method: "dialog" }, el("h2", {}, title), ...content, el("p", { class: "acts" }, el("button", {}, say("review.close")))));
  dialog().setAttribute("aria-label", title);
  dialog().showModal();
}

function line(input, value) {
  const name = input.name;
  if (input.input === "choice" || input.input === "flag") {
    const options = input.input === "flag" ? ["false", "true"] : input.choices;
    const known = value === null || value === undefined ? "" : String(value);
    return el("label", {}, say(`value.${name}`), el("select", { name }, input.optional && el("option", { value: "" }, "—"),
      options.map((option) => el("option", { value: option, selected: option === known }, name === "role" || name === "kind" ? say(`${name}.${option}`) : option))));
  }
  const text = Array.isArray(value) ? value.join("\n") : value ?? "";
  const long = input.input === "lines" || String(text).length > 60;
  return el("label", {}, say(`value.${name}`), long ? el("textarea", { name, value: text, rows: 3 }) :
    el("input", { name, value: String(text), type: "text", inputMode: input.input === "number" ? "decimal" : "text", autocomplete: "off" }));
}

function changed(body, form, before) {
  const found = {};
  for (const input of form) {
    const value = read(input, body.querySelector(`[name="${input.name}"]`).value);
    if (JSON.stringify(value) !== JSON.stringify(before[input.name] ?? (input.input === "lines" ? [] : null))) found[input.name] = value;
  }
  return found;
}

function read(input, typed) {
  if (input.input === "lines") return typed.split("\n").map((entry) => entry.trim()).filter(Boolean);
  if (typed.trim() === "") return null;
  if (input.input === "flag") return typed === "true";
  if (input.input === "number") return Number.isFinite(Number(typed.replace(",", "."))) ? Number(typed.replace(",", ".")) : typed;
  return typed.trim();
}
