// Part of the app's script, at whose end the build puts it. What a control is called, and where the app is, the page says (index.html).
const { all, app, find, mark, place } = window.shukeControls;
// What is drawn anew, or goes, does not take the focus along: what is called the same has it then, else the heading of where it was, on which no key
// does anything. A sheet gives it back to what opened it, or where that is gone by now does the same. A fold that somebody opened or closed stays so.
let at, where, opener;
const folds = new Map();
const name = (fold) => fold.id || mark(fold.firstElementChild)?.replace(/\d/g, "");
const shown = (e) => e != document.body && e?.getClientRects().length;
const note = (e) => {
  const fold = e.target.closest?.("summary")?.parentNode;
  if (fold && e.type == "click") folds.set(fold, location.pathname);
  const now = document.activeElement;
  if (now?.closest("dialog") && !at?.closest("dialog")) opener = where;
  at = now;
  where = place(at);
};
const rest = (near) => {
  if (shown(document.activeElement)) return;
  const to = [find(where), near?.closest("section")?.querySelector("h2"), app.querySelector("main h1"), app.querySelector("main")].find(shown);
  if (/^[HM]/.test(to?.tagName)) to.tabIndex = -1;
  to?.focus({ preventScroll: true });
};
// A form that was sent leads to its first field that is wrong, and to what is said of it, or why it was refused; until somebody goes on typing.
let sent;
const lead = () => {
  if (!sent?.isConnected) return;
  sent.querySelector("[aria-invalid]")?.focus();
  [...sent.querySelectorAll("[role=alert]")].find((e) => e.textContent)?.scrollIntoView({ block: "nearest" });
};
addEventListener("submit", (e) => {
  sent = e.target;
  setTimeout(lead);
});
addEventListener("input", () => (sent = 0));
addEventListener("focusin", note);
addEventListener("click", note, true);
addEventListener("close", (e) => {
  if (!opener?.[0]) return;
  where = opener;
  rest(e.target);
}, true);
new MutationObserver((changes) => {
  for (const [fold, path] of folds) {
    if (fold.isConnected) continue;
    folds.delete(fold);
    const anew = path == location.pathname && all("details").find((other) => !folds.has(other) && name(other) == name(fold));
    if (!anew) continue;
    anew.open = fold.open;
    folds.set(anew, path);
  }
  if (sent && changes.some((change) => change.attributeName || change.target.role == "alert")) lead();
  if (at && !at.isConnected) rest(changes.find((change) => [...change.removedNodes].some((node) => node.contains(at)))?.target);
}).observe(app, { attributeFilter: ["aria-invalid"], childList: true, subtree: true });
