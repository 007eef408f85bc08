// Part of the app's script, at whose end the build puts it. What somebody did on the page that the server drew goes over to the app: what was changed,
// unfolded and focused, how far they had scrolled, the last tap on a button, and a finger that is down meanwhile. What a control is called, and
// which tap came early, the page says (index.html).
const page = window.shukeControls;
const { all, app, control, controls, find, mark, place } = page;
let kept, held, taken;
// What a choice begins with: the first where none is said to be chosen.
const preset = (c) => Math.max(0, [...c.options].findIndex((o) => o.defaultSelected));
document.addEventListener("taking", () => {
  const at = document.activeElement;
  // What was not touched is the app's to choose; a file cannot be handed over.
  const changed = controls().filter((c) => c.options ? c.selectedIndex != preset(c) :
    c.checked != c.defaultChecked || /text|tel|date|search/.test(c.type) && c.value != c.defaultValue);
  kept = [changed.map((c) => [place(c), c.value, c.checked]), place(at), at?.selectionStart, all("details").map((d) => d.open), scrollY];
  const { responseStart } = performance.getEntriesByType("navigation")[0] || {};
  // What it says is not of now any more.
  if (performance.now() - responseStart > 1e4) app.dataset.late = "";
});
document.addEventListener("taken", () => {
  taken = 1;
  performance.mark("interactive");
  requestAnimationFrame(() => {
    const [changed, focus, caret, open, y] = kept;
    all("details").forEach((d, n) => d.open ||= !!open[n]);
    for (const [which, value, checked] of changed) {
      const field = find(which);
      if (!field) continue;
      if (checked == field.checked) field.value = value;
      field.checked = checked;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const at = find(focus);
    at?.focus({ preventScroll: true });
    if (caret != null) at?.setSelectionRange?.(caret, caret);
    if (y) scrollTo(0, y);
    if (page.early?.[1] == location.pathname) find(page.early[0])?.click();
  });
});
// A finger that is down while the app comes has pressed what is gone when it is lifted, so that no click comes of it: it is done then, if what is
// called the same is under it.
addEventListener("pointerdown", (e) => (held = !taken && e.isPrimary && !e.button && [place(control(e.target)), location.pathname]), true);
addEventListener("pointercancel", () => (held = 0));
addEventListener("pointerup", ({ clientX, clientY }) => {
  const now = taken && held && find(held[0]);
  if (!now || now != control(document.elementFromPoint(clientX, clientY))) held = 0;
  if (held) setTimeout(() => held && held[1] == location.pathname && find(held[0])?.click(), 400);
});
addEventListener("click", (e) => control(e.target) && (held = 0), true);
