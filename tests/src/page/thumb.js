// A thumb that is as quick as it is asked to be: a driver on a busy machine is later than any thumb. Whatever stands at a spot hears a
// click as a pointer makes it. What comes later than a thumb taps again is left out.
const LATE = 560;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const tap = (x, y, detail = 1) =>
  document.elementFromPoint(x, y)?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, view: window, detail, clientX: x, clientY: y }),
  );
// Taps, and again after each pause; whether all of it was in time.
async function taps(x, y, pauses) {
  for (const pause of [0, ...pauses]) {
    const before = performance.now();
    await sleep(pause);
    if (performance.now() - before > LATE) return false;
    tap(x, y);
  }
  return true;
}
// Taps, and once more on the same spot when the page says `done` and a button called `next` was moved there.
async function meet(x, y, done, next) {
  const start = performance.now();
  tap(x, y);
  const main = document.getElementById("main");
  let button = null;
  while (!button || !clean(document.body.innerText).includes(done)) {
    if (performance.now() - start > 5000) throw new Error(`no ${done}, or no ${next}`);
    await sleep(20);
    button = find("button", next);
  }
  const box = button.getBoundingClientRect();
  const moved = { translate: `${x - box.x - box.width / 2}px ${y - box.y - box.height / 2}px`, position: "relative", zIndex: 9999 };
  Object.assign(main.style, moved);
  if (!button.contains(document.elementFromPoint(x, y))) throw new Error(`${next} is not under the thumb`);
  const inTime = performance.now() - start < LATE;
  if (inTime) tap(x, y);
  await sleep(300);
  main.style.cssText = "";
  return inTime;
}
