// The list of plans: search, facets, sorting and pages, all in the address, so that going back works.
import { el, words } from "./dom.js";
import { drawFacets } from "./facets.js";
import { call, prepare, say } from "./page.js";

const SORTS = ["attention", "date", "province", "title", "place"];

const query = () => new URLSearchParams(location.search);

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
  document.getElementById("to-charts").href = "/charts?" + wanted;
  document.getElementById("sort").value = wanted.get("sort") ?? "attention";
  const rows = call(`/api/plans?${wanted}`).then(list);
  const facets = call(`/api/facets?${wanted}`).then((facets) => drawFacets(document.getElementById("facets"), facets, wanted, (name, values) => go({ [name]: values })));
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

await prepare();
document.getElementById("sort").append(...SORTS.map((name) => el("option", { value: name }, say(`review.sort_${name}`))));
document.getElementById("sort").addEventListener("change", (event) => go({ sort: event.target.value }));
document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); go({ q: document.getElementById("q").value.trim() }); });
addEventListener("popstate", show);
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); document.getElementById("q").focus(); }
});
show();
