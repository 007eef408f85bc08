// Finds what a member sees and calls by its name. Runs inside a function; the driver adds a call of one of these.
const KINDS = {
  button: "button,[role=button],input[type=submit],summary",
  link: "a[href],[role=link]",
  field: "input:not([type=checkbox],[type=radio],[type=hidden]),textarea,select",
  box: "input[type=checkbox],input[type=radio],[role=switch],[role=checkbox],[role=radio]",
  heading: "h1,h2,h3,h4",
  dialog: "dialog[open],[role=dialog],[role=alertdialog]",
  image: "img,svg[role=img],[role=img]",
  alert: "[role=alert]",
  status: "[role=status]",
};
// What keeps a date on one line is nothing to read.
const clean = (text) => (text || "").replace(/\u2060/g, "").replace(/\s+/g, " ").trim();
const shown = (element) =>
  element.getClientRects().length > 0 &&
  (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true, checkVisibilityCSS: true }));
const words = (element) => clean(element.innerText || element.textContent);
function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) return clean(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent).join(" "));
  if (element.hasAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
  if (element.labels?.length) return clean([...element.labels].map(words).join(" "));
  if (element.matches("fieldset")) return words(element.querySelector("legend") || element);
  return words(element) || clean(element.getAttribute("alt")) || clean(element.getAttribute("title"));
}
// A modal dialog makes the rest of the page inert.
function all(kind) {
  const modals = [...document.querySelectorAll("dialog")].filter((dialog) => dialog.matches(":modal"));
  const root = modals.pop() || document;
  return [...root.querySelectorAll(KINDS[kind])].concat(root.matches?.(KINDS[kind]) ? [root] : []).filter(shown);
}
// By the whole name first, then by a part of it.
function find(kind, name) {
  const named = all(kind).map((element) => [element, nameOf(element)]);
  const exact = named.find(([, own]) => own === name);
  const part = exact || named.find(([, own]) => own.includes(name));
  return part ? part[0] : null;
}
