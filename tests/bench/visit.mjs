// One visit to one page in a fresh browser: when it is useful, when it can be used, and what it took.

/** Runs in the page before everything else. `useful`: what the page is opened for is laid out in the viewport. It says itself when it is done with:
 * asking it from outside again and again would cost a tenth of what is measured. */
function observe({ selector, name, marks }) {
  const seen = (window.__seen = { longTasks: 0, shift: 0, memories: [] });
  const on = (type, act) => new PerformanceObserver(list => list.getEntries().forEach(act)).observe({ type, buffered: true });
  on('longtask', task => (seen.longTasks += Math.max(0, task.duration - 50)));
  on('layout-shift', shift => shift.hadRecentInput || (seen.shift += shift.value));
  for (const how of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[how];
    WebAssembly[how] = async (...words) => {
      const made = await real.apply(WebAssembly, words);
      for (const value of Object.values((made.instance ?? made).exports)) {
        if (value instanceof WebAssembly.Memory) seen.memories.push(value);
      }
      return made;
    };
  }
  const shown = element => {
    const box = element.getBoundingClientRect();
    return element.textContent.includes(name) && box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0;
  };
  const look = () => {
    if (![...document.querySelectorAll(selector)].some(shown)) return requestAnimationFrame(look);
    // The frame after the one in which it is there: it has been painted.
    requestAnimationFrame(() => requestAnimationFrame(() => {
      seen.useful = performance.now();
      done();
    }));
  };
  const done = () => {
    if (seen.useful && (!marks || performance.getEntriesByName('interactive').length)) window.visited();
  };
  on('mark', done);
  requestAnimationFrame(look);
}

/** What the network brought, by Chromium's own account. */
async function record(cdp) {
  const pieces = [];
  const requests = new Map();
  let offset = null;
  await cdp.send('Network.enable');
  cdp.on('Network.requestWillBeSent', ({ requestId, request, timestamp, wallTime }) => {
    offset ??= wallTime - timestamp;
    if (request.url.startsWith('http')) requests.set(requestId, { url: request.url, time: timestamp, cached: false, bytes: 0 });
  });
  const known = act => event => requests.has(event.requestId) && act(requests.get(event.requestId), event);
  const add = (request, time, bytes) => {
    if (request.cached || bytes <= 0) return;
    request.bytes += bytes;
    pieces.push({ time, bytes });
  };
  cdp.on('Network.requestServedFromCache', known(request => (request.cached = true)));
  cdp.on('Network.responseReceived', known((request, { response, timestamp }) => {
    request.cached ||= response.fromDiskCache || response.fromServiceWorker || response.fromPrefetchCache;
    add(request, timestamp, response.encodedDataLength);
  }));
  cdp.on('Network.dataReceived', known((request, { encodedDataLength, timestamp }) => add(request, timestamp, encodedDataLength)));
  cdp.on('Network.loadingFinished', known((request, { encodedDataLength, timestamp }) => add(request, timestamp, encodedDataLength - request.bytes)));
  return {
    /** Bytes and requests up to a moment, in milliseconds since the page's time origin. */
    until(origin, moment) {
      const end = (origin + moment) / 1000 - offset;
      const sum = pieces.filter(piece => piece.time <= end).reduce((all, piece) => all + piece.bytes, 0);
      return { bytes: sum, requests: [...requests.values()].filter(request => !request.cached && request.time <= end).length };
    },
  };
}

/** Runs in our page: goes to each place of the bottom bar twice; the slowest second time, from the tap to the painted page. */
async function again() {
  const painted = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
  const title = () => document.querySelector('main h1')?.textContent ?? '';
  const ready = () => title() && !document.querySelector('main [aria-busy="true"]');
  const go = async path => {
    const before = title();
    const from = performance.now();
    document.querySelector(`nav.bar a[href="${path}"]`).click();
    while (!ready() || title() === before) await new Promise(done => setTimeout(done, 1));
    return (await painted()) - from;
  };
  const rest = () => new Promise(done => setTimeout(done, 1500));
  const places = ['/mall', '/together', '/me', '/'];
  for (const path of places) {
    await go(path);
    await rest();
  }
  let slowest = 0;
  for (const path of places) {
    slowest = Math.max(slowest, await go(path));
    await rest();
  }
  return slowest;
}

/** `page`: url, selector, name, and whether the page says when it can be used. Times in ms, sizes in bytes. */
export async function visit(context, page, { cpu, network }) {
  const tab = await context.newPage();
  const cdp = await context.newCDPSession(tab);
  const traffic = await record(cdp);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) await cdp.send('Network.emulateNetworkConditions', { offline: false, ...network });
  let told;
  const visited = new Promise(done => (told = done));
  await tab.exposeFunction('visited', told);
  await tab.addInitScript(observe, page);
  await tab.goto(page.url, { waitUntil: 'commit', timeout: 60000 });
  await Promise.race([visited, new Promise((_, late) => setTimeout(late, 60000, new Error(`${page.url} is not ready after a minute`)))]);
  await tab.waitForTimeout(1500); // late shifts and long tasks count too
  const seen = await tab.evaluate(() => ({
    ...window.__seen,
    origin: performance.timeOrigin,
    paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    interactive: performance.getEntriesByName('interactive')[0]?.startTime ?? window.__seen.useful,
    memories: window.__seen.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
  }));
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const back = page.again ? await tab.evaluate(again) : 0;
  const ready = Math.max(seen.useful, seen.interactive);
  const early = traffic.until(seen.origin, seen.useful);
  const all = traffic.until(seen.origin, ready);
  await tab.close();
  return {
    paint: seen.paint,
    useful: seen.useful,
    interactive: ready,
    'kB useful': early.bytes / 1000,
    'kB all': all.bytes / 1000,
    requests: all.requests,
    shift: seen.shift,
    blocked: seen.longTasks,
    'seen again': back,
    'MB memory': (metrics.find(one => one.name === 'JSHeapUsedSize').value + seen.memories) / 1e6,
  };
}
