// The list of plans: search, facets, sorting and pages, all in the address, so that going back works.
import { el, plain, words } from "./dom.js";
import { call, prepare, say } from "./page.js";

const FACETS = ["province", "level", "kind", "year", "warning", "reviewed"];
const SORTS = ["attention", "date", "province", "title", "place"];
const NAMED = { level: "level", kind: "body", warning: "warning", reviewed: "review.reviewed" };
const FEW = 8;

const query = () => new URLSearchParams(location.search);
const opened = new Set();

function go(change) {
  const wanted = query();
  if (!("page" in change)) wanted.delete("page");
  for (const [name, values] of Object.entries(change)) {
    wanted.delete(name);
    for (const value of [values].flat()) if (value !== "") wanted.append(name, value);
  }
  history.pushState(null, "", "?" + wanted);
  show();
}

async function show() {
  const wanted = query();
  document.getElementById("q").value = wanted.get("q") ?? "";
  document.getElementById("sort").value = wanted.get("sort") ?? "attention";
  const rows = call(`/api/plans?${wanted}`).then(list);
  const facets = call(`/api/facets?${wanted}`).then(choices);
  await Promise.all([rows, facets]).catch((error) => { document.getElementById("count").textContent = error.message; });
}

function list({ total, page, pages, rows }) {
  document.getElementById("count").textContent = say("review.count", { total: total.toLocaleString(document.documentElement.lang) });
  const head = ["title", "issuer", "province", "date", "warnings", "confidence", "reviewed"];
  document.getElementById("rows").replaceChildren(
    el("table", {},
      el("thead", {}, el("tr", {}, head.map((name) => el("th", { scope: "col" }, say(`review.column_${name}`))))),
      el("tbody", {}, rows.map(row))));
  document.getElementById("pager").replaceChildren(
    ...(pages > 1 ? [turn("review.previous", page - 1, page > 1), say("review.page_of", { page, pages }), turn("review.next", page + 1, page < pages)] : []));
}

function row(plan) {
  const link = `/plans/${encodeURIComponent(plan.id)}?${query()}`;
  return el("tr", {},
    el("th", { scope: "row" }, el("a", { href: link }, words(plan.title || plan.path)), el("small", {}, words([plan.number, plan.path].filter(Boolean).join(" · ")))),
    el("td", {}, words(plan.issuer)),
    el("td", {}, words(plan.province)),
    el("td", { class: "figure" }, plan.date ?? ""),
    el("td", { class: "figure" }, plan.warnings ? String(plan.warnings) : ""),
    el("td", { class: "figure" }, plan.confidence === null ? "" : `${Math.round(plan.confidence)} %`),
    el("td", { class: "figure" }, plan.corrections ? String(plan.corrections) : ""));
}

const turn = (word, page, able) => el("button", { disabled: !able, onclick: () => go({ page: String(page) }) }, say(word));

function choices(facets) {
  const chosen = query();
  document.getElementById("facets").replaceChildren(...FACETS.filter((name) => facets[name]?.length).map((name) => facet(name, facets[name], chosen.getAll(name))));
}

function facet(name, entries, chosen) {
  const few = opened.has(name) ? entries : entries.filter((entry, index) => index < FEW || chosen.includes(entry.value));
  const change = (value, on) => go({ [name]: on ? [...chosen, value] : chosen.filter((other) => other !== value) });
  return el("fieldset", {}, el("legend", {}, say(`review.facet_${name}`)),
    few.map(({ value, count }) => el("label", { class: "choice" },
      el("input", { type: "checkbox", checked: chosen.includes(value), onchange: (event) => change(value, event.target.checked) }),
      el("span", {}, NAMED[name] ? say(`${NAMED[name]}.${value}`) : plain(value)), el("span", { class: "many" }, String(count)))),
    few.length < entries.length && el("button", { onclick: () => { opened.add(name); show(); } }, say("review.more", { count: entries.length - few.length })));
}

await prepare();
document.getElementById("sort").append(...SORTS.map((name) => el("option", { value: name }, say(`review.sort_${name}`))));
document.getElementById("sort").addEventListener("change", (event) => go({ sort: event.target.value }));
document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); go({ q: document.getElementById("q").value.trim() }); });
addEventListener("popstate", show);
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); document.getElementById("q").focus(); }
});
show();
