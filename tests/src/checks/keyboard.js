const shown = (e) => e.getClientRects().length > 0 && (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
const root = () => [...document.querySelectorAll("dialog")].filter((d) => d.matches(":modal")).pop() || document.body;
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const named = (e) => {
  const words = e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.innerText).join(" ") || e.innerText || e.name || "";
  // Of a group of radios the Tab key comes to one; the arrows do the rest.
  const group = e.type === "radio" ? `group ${e.name}` : "";
  return `<${e.tagName.toLowerCase()}> ${group || "“" + words.trim().replace(/\s+/g, " ").slice(0, 50) + "”"}`;
};
// What could show that something has the focus: on it, or on what is drawn for it.
const looks = (e) =>
  [e, e.nextElementSibling, e.parentElement]
    .map((one) => one && getComputedStyle(one))
    .map((s) => s && [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.backgroundImage, s.backgroundColor, s.borderBottomColor].join())
    .join();
function begin() {
  const all = [...root().querySelectorAll(CONTROLS)].filter((e) => shown(e) && !e.disabled && e.tabIndex >= 0);
  // From the top of the page, as if it had just been opened; in a sheet from wherever the sheet put the focus.
  if (root() === document.body) {
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
  }
  window.unfocused = new Map(all.map((e) => [e, e === document.activeElement ? "" : looks(e)]));
  return [...new Set(all.map(named))];
}
function where() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return {};
  // In the middle of what has the focus there must be nothing else, such as the bar.
  const box = (e.labels?.[0] || e).getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const covered = !!top && !e.contains(top) && ![...(e.labels || [])].some((label) => label.contains(top)) && !top.contains(e);
  return { covered, name: named(e), seen: window.unfocused.get(e) !== looks(e), outside: !root().contains(e) };
}
