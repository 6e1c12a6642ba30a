// The text of a plan with its findings marked in place. Where findings overlap, marks lie inside each other, the longest outermost.
import { el, shown } from "./dom.js";

const starts = new WeakMap(); // text node -> its place in the plan's text

/** Fill `paper` with the text; each piece between two edges of findings lies in one mark for each finding over it. */
export function draw(paper, text, findings) {
  const spans = findings.flatMap((finding, index) => finding.field === "sections" ? [] : finding.spans.map(([start, end]) => ({ start, end, index, field: finding.field })));
  const edges = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const opening = Map.groupBy ? Map.groupBy(spans, (span) => span.start) : grouped(spans);
  let open = [];
  const pieces = [];
  for (let at = 0; at + 1 < edges.length; at++) {
    const [start, end] = [edges[at], edges[at + 1]];
    open = open.filter((span) => span.end > start).concat(opening.get(start) ?? []);
    open.sort((a, b) => (b.end - b.start) - (a.end - a.start) || a.index - b.index);
    pieces.push(piece(text.slice(start, end), start, open, findings));
  }
  paper.replaceChildren(...pieces.flat());
}

function grouped(spans) {
  const groups = new Map();
  for (const span of spans) groups.set(span.start, [...(groups.get(span.start) ?? []), span]);
  return groups;
}

function piece(words, start, open, findings) {
  let inner = shown(words, (node, at) => starts.set(node, start + at));
  for (const span of [...open].reverse()) {
    const finding = findings[span.index];
    const classes = ["mark", span.field, finding.judgement?.action ?? "", span.start === start ? "first" : ""];
    inner = [el("span", { class: classes.filter(Boolean).join(" "), "data-finding": String(span.index) }, inner)];
  }
  return inner;
}

/** The findings at a node of the paper, the innermost first. */
export function findingsAt(node) {
  const found = [];
  for (let mark = node.closest?.(".mark"); mark; mark = mark.parentElement.closest(".mark")) found.push(Number(mark.dataset.finding));
  return found;
}

/** The stretch of the plan's text that is selected inside `paper`, in UTF-16 units, or null. */
export function selected(paper) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!paper.contains(range.commonAncestorContainer)) return null;
  const edges = [];
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) continue;
    const base = starts.get(node);
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = node === range.endContainer ? range.endOffset : node.length;
    if (to > from) edges.push([base + from, base + to]);
  }
  return edges.length ? [edges[0][0], edges.at(-1)[1]] : null;
}

/** The node that holds a place of the text. */
export function nodeAt(paper, offset) {
  const walker = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  let last = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (starts.get(node) > offset) break;
    last = node;
  }
  return last?.parentElement;
}
