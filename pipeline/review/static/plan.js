// One plan: the paper on the left, the findings on the right; either side leads to the other.
import { el, plain, words } from "./dom.js";
import { ask, tell } from "./edit.js";
import { drawFindings, unfold } from "./findings.js";
import { draw, findingsAt, nodeAt, selected } from "./marks.js";
import { call, prepare, say } from "./page.js";
import { drawPages } from "./sheet.js";

const id = decodeURIComponent(location.pathname.slice("/plans/".length));
const api = `/api/plans/${encodeURIComponent(id)}`;
const [paper, side] = [document.getElementById("paper"), document.getElementById("findings")];
let [plan, forms, markable, around, reviewer] = [null, null, null, {}, ""];
let [picked, warned, asImages] = [-1, -1, false];

const notice = (text) => { document.getElementById("notice").textContent = text; };
const fast = matchMedia("(prefers-reduced-motion: reduce)");
const into = (node, block = "center") => node?.scrollIntoView({ block, behavior: fast.matches ? "auto" : "smooth" });

const acts = {
  pick(index) {
    picked = index;
    for (const mark of paper.querySelectorAll(".picked")) mark.classList.remove("picked");
    const marks = paper.querySelectorAll(`[data-finding="${index}"]`);
    for (const mark of marks) mark.classList.add("picked");
    into(marks[0] ?? (plan.findings[index] && !asImages && nodeAt(paper, plan.findings[index].spans[0][0])));
    const item = unfold(side, plan, index, acts);
    into(item, "nearest");
    item?.querySelector(".summary").focus({ preventScroll: true });
  },
  show(span) {
    if (!span) return;
    if (asImages) toggleView();
    const node = nodeAt(paper, span[0]);
    into(node);
    node?.classList.add("flash");
    setTimeout(() => node?.classList.remove("flash"), 1600);
  },
  judge: (index, action) => correct({ action, ...target(index) }),
  async edit(index) {
    const finding = plan.findings[index];
    const answer = await ask({ title: say(`field.${finding.field}`), quote: finding.summary, forms, field: finding.field, values: finding.values });
    if (answer && Object.keys(answer.values).length) await correct({ action: "change", ...target(index), values: answer.values });
  },
  complete: (field, done) => done ? acts.undo(lastComplete(field), field) : correct({ action: "complete", field }),
  undo: (revision, field) => correct({ action: "undo", field, undoes: revision }),
};

const target = (index) => ({ field: plan.findings[index].field, item: plan.findings[index].id });

const lastComplete = (field) => plan.history.filter((entry) => entry.action === "complete" && entry.field === field).at(-1).revision;

async function mark() {
  const span = selected(paper);
  if (!span) return notice(say("review.select_first"));
  const quote = plan.text.slice(...span);
  const answer = await ask({ title: say("review.mark"), quote, forms, fields: markable, start: quote.replace(/\s+/g, " ").trim() });
  if (answer) await correct({ action: "add", field: answer.field, span, values: answer.values });
}

async function correct(draft) {
  try {
    take(await call(`${api}/corrections`, { ...draft, seen_revision: plan.revision }));
    notice(say("review.saved"));
  } catch (error) {
    if (error.status === 409) { take(error.body.plan); notice(say("review.conflict", { reviewer: plain(error.body.reviewer) })); }
    else notice(error.message);
  }
}

function take(next) {
  const scroll = [paper.scrollTop, side.scrollTop];
  plan = next;
  document.getElementById("title").replaceChildren(words(plan.findings.find((finding) => finding.field === "title")?.summary ?? plan.path));
  document.title = `${plain(plan.path)} – kehoach`;
  render();
  [paper.scrollTop, side.scrollTop] = scroll;
  if (picked >= 0) { unfold(side, plan, picked, acts); for (const markNode of paper.querySelectorAll(`[data-finding="${picked}"]`)) markNode.classList.add("picked"); }
}

function render() {
  paper.classList.toggle("images", asImages);
  if (asImages) drawPages(paper, plan, acts.pick); else draw(paper, plan.text, plan.findings);
  drawFindings(side, plan, acts);
  document.getElementById("outline").replaceChildren(el("ol", {}, plan.outline.map((heading) =>
    el("li", { class: `level${Math.min(heading.level, 4)}` }, el("button", { onclick: () => acts.show([heading.at, heading.at + 1]) }, words(heading.words))))));
  moves();
}

function moves() {
  const button = (word, act, key, able = true) => el("button", { disabled: !able, onclick: act, title: key, "aria-keyshortcuts": key }, say(word));
  document.getElementById("moves").replaceChildren(
    button("review.previous_plan", () => open(around.previous), "p", Boolean(around.previous)),
    button("review.next_plan", () => open(around.next), "n", Boolean(around.next)),
    button("review.next_warning", nextWarning, "w", plan.warnings.length > 0),
    button("review.mark", mark, "m", !asImages),
    ...(plan.pages.length ? [button(asImages ? "review.as_text" : "review.as_pages", toggleView, "v")] : []),
    button("review.undo_last", undoLast, "u", Boolean(mine())),
    button("review.keys", help, "?"));
}

const open = (other) => { if (other) location.href = `/plans/${encodeURIComponent(other)}${location.search}`; };

function toggleView() { asImages = !asImages && plan.pages.length > 0; render(); if (picked >= 0) acts.pick(picked); }

function nextWarning() {
  if (!plan.warnings.length) return;
  warned = (warned + 1) % plan.warnings.length;
  const item = side.querySelector(`[data-warning="${warned}"]`);
  into(item, "nearest");
  item.querySelector("button").focus({ preventScroll: true });
  acts.show(plan.warnings[warned].span);
}

/** The newest correction of this reviewer that still stands. */
function mine() {
  const undone = new Set(plan.history.filter((entry) => entry.undoes).map((entry) => entry.undoes));
  return plan.history.filter((entry) => entry.reviewer === reviewer && entry.action !== "undo" && !undone.has(entry.revision)).at(-1);
}

function undoLast() { const last = mine(); if (last) acts.undo(last.revision, last.field); }

function step(by) {
  const order = plan.findings.map((_, index) => index).sort((a, b) => plan.findings[a].spans[0][0] - plan.findings[b].spans[0][0]);
  const at = order.indexOf(picked);
  acts.pick(order[at < 0 ? (by > 0 ? 0 : order.length - 1) : (at + by + order.length) % order.length]);
}

const KEYS = {
  j: () => step(1), k: () => step(-1), a: () => picked >= 0 && acts.judge(picked, "accept"), r: () => picked >= 0 && acts.judge(picked, "reject"),
  e: () => picked >= 0 && acts.edit(picked), m: mark, u: undoLast, w: nextWarning, v: toggleView,
  n: () => open(around.next), p: () => open(around.previous), "?": help, Escape: () => getSelection().removeAllRanges(),
};

function help() {
  tell(say("review.keys"), el("dl", { class: "keys" }, Object.keys(KEYS).filter((key) => key.length === 1).flatMap((key) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, say(`review.key_${key}`))])));
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("dialog").open || event.target.closest("input, textarea, select")) return;
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
});

paper.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const found = findingsAt(event.target);
  if (found.length) acts.pick(found[(found.indexOf(picked) + 1) % found.length]);
});

({ reviewer } = await prepare());
document.getElementById("back").href = "/" + location.search;
document.getElementById("outline-box").open = innerWidth > 1100;
[{ forms, markable }, around] = await Promise.all([call("/api/forms"), call(`${api}/around${location.search}`)]);
try { take(await call(api)); } catch (error) { notice(error.message); }
