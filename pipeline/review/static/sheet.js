// The page images of a scan or PDF, with the boxes of the findings over them.
import { el } from "./dom.js";
import { say } from "./page.js";

/** Fill `paper` with the pages; boxes are in points, so they are laid out in parts of the page. */
export function drawPages(paper, plan, pick) {
  paper.replaceChildren(...plan.pages.map((page) => {
    const source = `/api/plans/${encodeURIComponent(plan.id)}/pages/${page.number}.png`;
    const image = el("img", { src: source, alt: say("review.page_image", { number: page.number }), loading: "lazy" });
    image.style.aspectRatio = `${page.width} / ${page.height}`;
    const sheet = el("div", { class: "sheet", "data-page": String(page.number) }, image);
    image.addEventListener("error", () => sheet.replaceChildren(el("p", { class: "missing" }, say("review.no_image"))));
    plan.findings.forEach((finding, index) => {
      if (finding.field !== "sections") for (const box of finding.boxes) if (box.page === page.number) sheet.append(frame(box, page, finding, index, pick));
    });
    return sheet;
  }));
}

function frame(box, page, finding, index, pick) {
  const made = el("button", { class: `box ${finding.field} ${finding.judgement?.action ?? ""}`, tabIndex: -1, "data-finding": String(index), "aria-hidden": "true", onclick: () => pick(index) });
  made.style.left = `${100 * box.x0 / page.width}%`;
  made.style.top = `${100 * box.y0 / page.height}%`;
  made.style.width = `${100 * (box.x1 - box.x0) / page.width}%`;
  made.style.height = `${100 * (box.y1 - box.y0) / page.height}%`;
  return made;
}
