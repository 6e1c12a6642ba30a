// The choices that narrow the archive down, each with how many plans it would leave.
import { el, plain } from "./dom.js";
import { say } from "./page.js";

const FACETS = ["province", "level", "kind", "year", "warning", "reviewed"];
const NAMED = { level: "level", kind: "body", warning: "warning", reviewed: "review.reviewed" };
const FEW = 8;
const opened = new Set();

/** Fill `side`; `choose(name, values)` is called with all values of a facet that are then chosen. */
export function drawFacets(side, facets, query, choose) {
  const again = () => drawFacets(side, facets, query, choose);
  side.replaceChildren(...FACETS.filter((name) => facets[name]?.length).map((name) => facet(name, facets[name], query.getAll(name), choose, again)));
}

function facet(name, entries, chosen, choose, again) {
  const few = opened.has(name) ? entries : entries.filter((entry, index) => index < FEW || chosen.includes(entry.value));
  const change = (value, on) => choose(name, on ? [...chosen, value] : chosen.filter((other) => other !== value));
  return el("fieldset", {}, el("legend", {}, say(`review.facet_${name}`)),
    few.map(({ value, count }) => el("label", { class: "choice" },
      el("input", { type: "checkbox", checked: chosen.includes(value), onchange: (event) => change(value, event.target.checked) }),
      el("span", {}, NAMED[name] ? say(`${NAMED[name]}.${value}`) : plain(value)), el("span", { class: "many" }, String(count)))),
    few.length < entries.length && el("button", { onclick: () => { opened.add(name); again(); } }, say("review.more", { count: entries.length - few.length })));
}
