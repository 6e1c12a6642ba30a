// What both pages share: words in two languages, calls to the server, theme.
import { el } from "./dom.js";

let table = {};

export const say = (key, values = {}) =>
  (table[key] ?? key.slice(key.indexOf(".") + 1)).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/** An answer of the server as JSON; an answer that tells an error throws it, with `status` and `body`. */
export async function call(path, content) {
  const options = content === undefined ? {} :
    { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) };
  const answer = await fetch(path, options);
  const body = answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : await answer.text();
  if (!answer.ok) throw Object.assign(new Error(body.message ?? body), { status: answer.status, body });
  return body;
}

/** Get the words, fill them in where the page has `data-word`, and put the switches of language and theme in place. */
export async function prepare() {
  const wanted = localStorage.getItem("language");
  const { language, words, reviewer } = await call("/api/words" + (wanted ? `?lang=${encodeURIComponent(wanted)}` : ""));
  table = words;
  document.documentElement.lang = language;
  dress(localStorage.getItem("theme") ?? "auto");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  settings(language);
  return { language, reviewer };
}

function settings(language) {
  const other = language === "vi" ? "en" : "vi";
  document.getElementById("settings").append(
    el("a", { id: "to-charts", href: "/charts" + location.search }, say("review.charts")),
    el("button", { lang: other, onclick: () => { localStorage.setItem("language", other); location.reload(); } }, say("review.other_language")),
    el("button", { id: "theme", onclick: () => dress(next[document.documentElement.dataset.theme]) }),
  );
  dress(document.documentElement.dataset.theme);
}

const next = { auto: "light", light: "dark", dark: "auto" };

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  const button = document.getElementById("theme");
  if (button) button.textContent = say(`review.theme_${theme}`);
}
