// Notes what the server drew, just before the app takes it over, and what stands there two frames after.
{
  const shown = (e) => e.getClientRects().length > 0;
  // Joiners are put into texts and not into labels; what runs by the second is not compared.
  const words = (text) => text.replace(/\u2060/g, "").replace(/[\s\u00a0]+/g, " ").trim().slice(0, 80);
  const runs = (text, e) => (e.closest(".code, .coupon-pass") ? text.replace(/\d+/g, "0") : text.replace(/\d+:\d\d/g, "0:00"));
  // What only the phone keeps it says itself, where room was left for it: the place is compared, and not what it says.
  const own = (e) => {
    const kept = e.closest(".goods-held");
    const said = String(e.innerText || e.value || e.alt || "");
    return kept ? "" : [...e.querySelectorAll(".goods-held")].reduce((text, part) => text.replace(part.innerText, ""), said);
  };
  const look = () =>
    [...document.querySelectorAll("#main :is(h1,h2,h3,p,a,button,input,select,textarea,li,summary,img,small,b,dt,dd,label,legend,progress,output)")]
      .filter((e) => shown(e) && !e.closest("dialog") && !e.parentElement.closest(".goods-held"))
      .map((e) => {
        const box = e.getBoundingClientRect();
        const place = [box.x, box.y + scrollY, box.width, box.height].map(Math.round);
        return [e.tagName.toLowerCase() + " " + (e.getAttribute("href") || e.id || e.type || ""), runs(words(own(e)), e), place];
      });
  document.addEventListener("taking", () => (window.pageDrawn = look()));
  const soon = (act) => requestAnimationFrame(() => requestAnimationFrame(act));
  // The style of all pages comes a second later; what came with the page had everything that this one needs.
  const settle = (tries) => {
    if (document.querySelector('link[rel=stylesheet][href^="/later"]')?.sheet) soon(() => (window.pageSettled = look()));
    else if (tries) setTimeout(settle, 50, tries - 1);
    else window.pageSettled = window.pageTaken;
  };
  document.addEventListener("taken", () => soon(() => {
    window.pageTaken = look();
    settle(60);
  }));
}
