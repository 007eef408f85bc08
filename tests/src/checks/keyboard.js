const shown = (e) => e.getClientRects().length > 0 && (!e.checkVisibility || e.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
const root = () => [...document.querySelectorAll("dialog")].filter((d) => d.matches(":modal")).pop() || document.body;
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
const named = (e) => {
  const words = e.getAttribute("aria-label") || [...(e.labels || [])].map((l) => l.innerText).join(" ") || e.innerText || e.name || "";
  // Of a group of radios the Tab key comes to one; the arrows do the rest.
  const group = e.type === "radio" ? `group ${e.name}` : "";
  return `<${e.tagName.toLowerCase()}> ${group || "“" + words.trim().replace(/\s+/g, " ").slice(0, 50) + "”"}`;
};
function begin() {
  const all = [...root().querySelectorAll(CONTROLS)].filter((e) => shown(e) && !e.disabled && e.tabIndex >= 0);
  // From the top of the page, as if it had just been opened; in a sheet from wherever the sheet put the focus.
  if (root() === document.body) {
    document.body.tabIndex = -1;
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
  }
  return [...new Set(all.map(named))];
}
function where() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return {};
  const marked = (one) => {
    if (!one) return false;
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  return { name: named(e), seen: [e, e.nextElementSibling, e.parentElement].some(marked), outside: !root().contains(e) };
}
