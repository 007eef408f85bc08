const shown = (e) => e.getClientRects().length > 0 && (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
const called = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") || ""}"> “${(e.getAttribute("aria-label") || e.innerText || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
// For screen readers only: clipped to a point, or waiting above the page for the focus.
const apart = (e) => {
  const box = e.getBoundingClientRect();
  return (box.width <= 2 && box.height <= 2) || box.bottom <= 0 || box.right <= 0;
};
const cuts = (style) => ["hidden", "clip", "auto", "scroll"].includes(style.overflowX);
// That the frame cuts off what sticks out of it keeps the page from scrolling; it must not stick out all the same.
function insideOfCutting(e) {
  for (let up = e.parentElement; up && up !== document.body; up = up.parentElement)
    if (!up.classList.contains("shell") && cuts(getComputedStyle(up))) return true;
  return false;
}
function sideways() {
  const width = document.documentElement.clientWidth, found = [];
  const all = [...document.body.querySelectorAll("*")].filter((e) => shown(e) && !apart(e));
  for (const e of all) {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    if ((box.right > width + 1 || box.left < -1) && !insideOfCutting(e) && !e.closest("svg svg, svg *"))
      found.push(`${called(e)} goes from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
    const lost = ["hidden", "clip"].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1 && e.innerText?.trim();
    if (lost && !["inline", "contents"].includes(style.display)) found.push(`${called(e)} cuts its text off`);
  }
  if (document.scrollingElement.scrollWidth > width) found.push(`the page scrolls sideways: ${document.scrollingElement.scrollWidth} > ${width}`);
  return found;
}
// The same while everything that can move does: each animation of the page from its beginning, as if what starts it had just been tapped.
function sidewaysInMotion() {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { animation-name: none !important }");
  for (const e of document.querySelectorAll(".whole")) e.classList.add("stamped");
  document.adoptedStyleSheets.push(still);
  document.body.offsetWidth;
  document.adoptedStyleSheets.pop();
  const moving = document.getAnimations(), found = new Set();
  for (const part of [0, 0.2, 0.5, 0.8]) {
    for (const one of moving) {
      one.pause();
      const { delay, duration } = one.effect.getComputedTiming();
      one.currentTime = delay + part * (Number(duration) || 0);
    }
    for (const said of sideways()) found.add(`${said}, at ${part} of its motion`);
  }
  for (const one of moving) one.play();
  return [...found];
}
// Dates, and figures with their unit, that stand on two lines although one would hold them; and words that a line ends within although one of the
// page would hold them: their column may be wider, or stand below what is beside it.
function broken() {
  const found = [], units = "[分张天次件份折倍个名人元级笔种天年月日]";
  const whole = new RegExp(`(\\d{4}年)?\\d{1,2}月\\d{1,2}日|\\d{4}年\\d{1,2}月|[\\d,.]+ ?${units}|\\d{1,2} [A-Z][a-z]{2,8}( \\d{4})?|[A-Za-z]{3,}`, "g");
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    // What somebody wrote is left as it is.
    if (!shown(holder) || apart(holder) || holder.closest("bdi")) continue;
    const plain = [...node.data].map((c, at) => [c, at]).filter(([c]) => c !== "\u2060");
    const said = plain.map(([c]) => (c === "\u00a0" ? " " : c)).join("");
    for (const match of said.matchAll(whole)) {
      const range = document.createRange();
      range.setStart(node, plain[match.index][1]);
      range.setEnd(node, plain[match.index + match[0].length - 1][1] + 1);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0.5);
      if (new Set(lines.map((box) => Math.round(box.top))).size < 2) continue;
      let block = holder;
      const isWord = /^[A-Za-z]/.test(match[0]);
      const holds = (e) => isWord ? e.matches(".row, section, dialog, main, header, nav, body") : getComputedStyle(e).display !== "inline";
      while (!holds(block)) block = block.parentElement;
      // A word is as long as what no line may end within.
      if (isWord) {
        const before = node.data.slice(0, range.startOffset).search(/[^ \n]*$/), after = node.data.slice(range.endOffset).search(/[ \n]|$/);
        range.setStart(node, before);
        range.setEnd(node, range.endOffset + after);
      }
      const all = isWord ? [...range.getClientRects()] : lines;
      const wide = all.reduce((sum, box) => sum + box.width, 0), inner = getComputedStyle(block);
      const room = block.clientWidth - parseFloat(inner.paddingLeft) - parseFloat(inner.paddingRight);
      if (wide < room) found.push(`“${match[0]}” stands on two lines in ${called(holder)}`);
    }
    // What stands between two things begins no line.
    for (const dot of node.data.matchAll(/·/g)) {
      const range = document.createRange();
      range.setStart(node, dot.index);
      range.setEnd(node, dot.index + 1);
      let block = holder;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      const box = range.getBoundingClientRect(), inner = getComputedStyle(block);
      const begins = box.left - block.getBoundingClientRect().left - parseFloat(inner.paddingLeft) < 2;
      if (begins && box.top - block.getBoundingClientRect().top > 4) found.push(`“·” begins a line in ${called(block)}`);
    }
  }
  return found;
}
function small(least) {
  const found = [];
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=switch]")) {
    if (!shown(e) || apart(e)) continue;
    const inText = getComputedStyle(e).display === "inline" && [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim());
    if (inText) continue;
    const boxes = [e, ...(e.labels || [])].map((one) => one.getBoundingClientRect());
    const width = Math.max(...boxes.map((b) => b.width)), height = Math.max(...boxes.map((b) => b.height));
    if (width < least - 0.5 || height < least - 0.5) found.push(`${called(e)} is ${Math.round(width)} × ${Math.round(height)}`);
  }
  return found;
}
