// The service worker: the shell and the hashed files of one release, so that card and code open without network.
// It speeds things up and nothing depends on it. It never stores a page that carries a member's data, nor an answer of
// the API. `cargo xtask` fills in the release and its files.
const CACHE = "shuke-__SHUKE_VERSION__";
const HASHED = __SHUKE_FILES__;
const SHELL = "/shell";
const FILES = [...HASHED, SHELL, "/manifest.webmanifest", "/icons/icon.svg"];
// A page that takes longer is answered from here: in a shop's cellar the network is there, but brings nothing.
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

// One after the other: all at once they would take every connection there is, and a member's tap would wait behind them.
async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const file of FILES) {
    await cache.add(new Request(file, { cache: HASHED.includes(file) ? "default" : "reload" }));
  }
}

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("shuke-") && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      // The page is asked for while the worker starts: it must not be slower than without one.
      .then(() => self.registration.navigationPreload && self.registration.navigationPreload.enable())
      .then(() => self.clients.claim()),
  );
});

// The page asks the member first, then lets a new release take over.
self.addEventListener("message", (event) => {
  if (event.data === "activate") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(url.pathname)) event.respondWith(page(event));
  } else if (HASHED.includes(url.pathname)) {
    event.respondWith(kept(url.pathname).then((file) => file || fetch(request)));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(url.pathname).then((file) => file || Response.error())));
  }
});

function kept(path) {
  return caches.match(path, { cacheName: CACHE });
}

// What is no page of the app (the API, its document, a picture that is opened by itself) is the network's alone.
function isPage(path) {
  return !/^\/(api|till|staff\/v1|healthz|readyz|metrics|photos|posters|pictures|wechat)(\/|$)/.test(path);
}

// Network first, so that a release is never hidden by an old one.
async function page(event) {
  const network = Promise.resolve(event.preloadResponse).then((early) => early || fetch(event.request));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([network, late]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  event.waitUntil(network.catch(() => undefined));
  return (await kept(SHELL)) || network;
}
