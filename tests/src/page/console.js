(() => {
  const keep = (what) => {
    try {
      const all = JSON.parse(sessionStorage.getItem("shuke-complaints") || "[]");
      sessionStorage.setItem("shuke-complaints", JSON.stringify([...all, String(what)]));
    } catch {}
  };
  const say = console.error;
  console.error = (...args) => { keep(args.join(" ")); say.apply(console, args); };
  // A page that is left gives up what is still on its way to it.
  let isLeft = false;
  addEventListener("beforeunload", () => (isLeft = true));
  addEventListener("error", (event) => {
    if (event.message) keep(event.message);
    else if (!isLeft) keep("cannot load " + (event.target.src || event.target.href));
  }, true);
  addEventListener("unhandledrejection", (event) => keep("unhandled " + event.reason));
  addEventListener("securitypolicyviolation", (event) => keep("forbidden by policy: " + event.violatedDirective + " " + event.blockedURI));
})();
