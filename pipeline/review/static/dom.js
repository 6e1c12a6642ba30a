// Elements and text. Nothing is ever parsed as markup: whatever a plan says stays text.

/** An element with properties, data (`data-*`), attributes (`aria-*`, `role`) and children; strings become text. */
export function el(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (key in made && !key.startsWith("aria") && key !== "list" && key !== "form") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...kept(children));
  return made;
}

/** Children without those left out (null, undefined, false), lists opened. */
export const kept = (children) => children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false);

const CONTROL = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;
const STAND_IN = "\u25c6";

/** Words of a plan in a text of ours (a title, an option): direction marks and control characters become ◆. */
export const plain = (words) => String(words ?? "").replace(CONTROL, STAND_IN);

/** Words of a plan as nodes, as long as before: each direction mark or control character is a visible ◆ that tells its code. */
export function shown(words, note = () => {}) {
  const nodes = [];
  let at = 0;
  const add = (node, start) => { note(node.nodeType === 3 ? node : node.firstChild, start); nodes.push(node); };
  for (const found of words.matchAll(CONTROL)) {
    if (found.index > at) add(document.createTextNode(words.slice(at, found.index)), at);
    const code = "U+" + found[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    add(el("span", { class: "control", title: code }, STAND_IN), found.index);
    at = found.index + found[0].length;
  }
  if (at < words.length) add(document.createTextNode(words.slice(at)), at);
  return nodes;
}

/** Words of a plan inside a line of ours, their direction kept to themselves. */
export const words = (text) => el("bdi", {}, shown(String(text ?? "")));
