// The findings by field: what was read, by which rule, on what evidence, and what a reviewer can say of it.
import { el, kept, plain, words } from "./dom.js";
import { say } from "./page.js";

/** Fill `side` with the findings; `acts` has pick(index), judge(index, action), edit(index), complete(field), undo(revision). */
export function drawFindings(side, plan, acts) {
  const groups = new Map();
  plan.findings.forEach((finding, index) => groups.set(finding.field, [...(groups.get(finding.field) ?? []), index]));
  side.replaceChildren(
    ...(plan.warnings.length ? [warnings(plan, acts)] : []),
    ...(plan.misfits.length ? [misfits(plan, acts)] : []),
    ...[...groups].map(([field, indexes]) => group(plan, field, indexes, acts)),
    history(plan, acts),
  );
}

function group(plan, field, indexes, acts) {
  const done = plan.complete.includes(field);
  return el("section", { class: `group ${field}` },
    el("h2", {}, el("span", { class: "swatch", "aria-hidden": "true" }), el("span", { class: "name" }, say(`field.${field}`)), el("span", { class: "many" }, ` ${indexes.length}`),
      el("button", { class: "complete", "aria-pressed": String(done), title: say("review.complete_hint"), onclick: () => acts.complete(field, done) }, say(done ? "review.completed" : "review.complete"))),
    el("ul", {}, indexes.map((index) => entry(plan.findings[index], index, acts))));
}

function entry(finding, index, acts) {
  const state = finding.judgement?.action;
  return el("li", { class: `finding ${state ?? ""}`, "data-finding": String(index) },
    el("button", { class: "summary", "aria-expanded": "false", onclick: () => acts.pick(index) }, words(finding.summary || "—"),
      state && el("span", { class: "state" }, say(`review.state_${state}`)),
      finding.confidence !== null && el("span", { class: "state" }, `${Math.round(finding.confidence)} %`)),
    el("div", { class: "more", hidden: true }));
}

/** Open one finding: its values, rule and evidence, and the buttons. */
export function unfold(side, plan, index, acts) {
  for (const open of side.querySelectorAll(".finding.picked")) {
    open.classList.remove("picked");
    open.querySelector(".more").hidden = true;
    open.querySelector(".summary").setAttribute("aria-expanded", "false");
  }
  const item = side.querySelector(`li[data-finding="${index}"]`);
  if (!item) return null;
  const finding = plan.findings[index];
  const more = item.querySelector(".more");
  const judged = finding.judgement;
  more.replaceChildren(...kept([
    el("dl", {}, Object.entries(finding.values).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length))
      .map(([name, value]) => [el("dt", {}, say(`value.${name}`)), el("dd", {}, words(printed(name, value)))])),
    el("p", { class: "why" }, el("code", {}, finding.rule), " · ", say(`evidence.${finding.evidence}`)),
    judged && el("p", { class: "why" }, say("review.said_by", { action: say(`review.state_${judged.action}`), reviewer: plain(judged.reviewer), when: judged.made_at })),
    el("p", { class: "acts" },
      el("button", { onclick: () => acts.judge(index, "accept") }, say("review.accept")),
      el("button", { onclick: () => acts.judge(index, "reject") }, say("review.reject")),
      el("button", { onclick: () => acts.edit(index) }, say("review.edit")),
      judged && el("button", { onclick: () => acts.undo(judged.revision, finding.field) }, say("review.undo")))]));
  more.hidden = false;
  item.classList.add("picked");
  item.querySelector(".summary").setAttribute("aria-expanded", "true");
  return item;
}

const printed = (name, value) => Array.isArray(value) ? value.join("; ") : value === true ? "✓" : value === false ? "–" : name === "role" || name === "kind" ? say(`${name}.${value}`) : value;

function warnings(plan, acts) {
  return el("section", { class: "group warnings" }, el("h2", {}, say("field.warnings"), el("span", { class: "many" }, ` ${plan.warnings.length}`)),
    el("ul", {}, plan.warnings.map((warning, index) => el("li", { class: "finding", "data-warning": String(index) },
      el("button", { class: "summary", title: warning.message, onclick: () => acts.show(warning.span) }, say(`warning.${warning.code}`))))));
}

function misfits(plan, acts) {
  return el("section", { class: "group misfits" }, el("h2", {}, say("review.misfits"), el("span", { class: "many" }, ` ${plan.misfits.length}`)),
    el("ul", {}, plan.misfits.map((misfit) => el("li", { class: "finding" },
      el("button", { class: "summary", disabled: misfit.at === null, onclick: () => acts.show([misfit.at, misfit.at + misfit.words.length]) },
        `${say(`review.state_${misfit.action}`)} · ${say(`field.${misfit.field}`)}: `, words(misfit.words)),
      el("p", { class: "why" }, say(`review.misfit_${misfit.state}`), misfit.why && ` (${plain(misfit.why)})`, ` — ${plain(misfit.reviewer)} `,
        el("button", { onclick: () => acts.undo(misfit.revision, misfit.field) }, say("review.withdraw")))))));
}

function history(plan, acts) {
  const undone = new Set(plan.history.filter((entry) => entry.undoes).map((entry) => entry.undoes));
  return el("details", { class: "group history" }, el("summary", {}, say("review.history", { count: plan.history.length })),
    el("ol", {}, plan.history.map((entry) => el("li", {},
      `${entry.made_at} ${plain(entry.reviewer)}: ${say(`review.state_${entry.action}`)} · ${say(`field.${entry.field}`)} `,
      entry.anchor && el("q", {}, words(entry.anchor.text.slice(0, 60))),
      entry.undoes ? ` #${entry.undoes}` : undone.has(entry.revision) ? el("em", {}, ` ${say("review.undone")}`) :
        el("button", { onclick: () => acts.undo(entry.revision, entry.field) }, say("review.undo"))))));
}
