// The comparison of the plans chosen: the same facets as the list, the report of `kehoach compare` in a frame without rights.
import { drawFacets } from "./facets.js";
import { call, prepare, say } from "./page.js";

const query = () => new URLSearchParams(location.search);

function go(name, values) {
  const wanted = query();
  wanted.delete(name);
  for (const value of values) wanted.append(name, value);
  history.pushState(null, "", "?" + wanted);
  show();
}

async function show() {
  const wanted = query();
  document.getElementById("back").href = "/?" + wanted;
  const told = document.getElementById("count");
  told.textContent = say("review.comparing");
  const [{ total }, facets] = await Promise.all([call(`/api/plans?${wanted}`), call(`/api/facets?${wanted}`)]);
  drawFacets(document.getElementById("facets"), facets, wanted, go);
  wanted.set("lang", document.documentElement.lang);
  const frame = document.getElementById("report");
  frame.onload = () => { told.textContent = say("review.filtered", { total: total.toLocaleString(document.documentElement.lang) }); };
  frame.src = `/charts/report?${wanted}`;
}

await prepare();
document.getElementById("report").title = say("review.charts");
addEventListener("popstate", show);
show().catch((error) => { document.getElementById("count").textContent = error.message; });
