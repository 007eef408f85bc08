const shown = (e) => e.getClientRects().length > 0 && (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
const called = (e) => `<${e.tagName.toLowerCase()} class="${e.getAttribute("class") || ""}"> “${(e.getAttribute("aria-label") || e.innerText || "").trim().replace(/\s+/g, " ").slice(0, 40)}”`;
// For screen readers only: clipped to a point, or waiting above the page for the focus.
const apart = (e) => {
  const box = e.getBoundingClientRect();
  return (box.width <= 2 && box.height <= 2) || box.bottom <= 0 || box.right <= 0;
};
const cuts = (style) => ["hidden", "clip", "auto", "scroll"].includes(style.overflowX);
function insideOfCutting(e) {
  for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) if (cuts(getComputedStyle(up))) return true;
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
