// One slow access link, as a TCP proxy on this machine: round-trip time, rate, handshake, slow start.
//
// DevTools' throttling delays requests but knows no TCP: no handshake, no slow start, no queue in which the early
// bytes of one answer wait behind another. This models those and nothing else (no loss, no DNS).
import net from 'node:net';

export const SLOW_4G = { rtt: 150, down: 1.6e6, up: 750e3 };
const SEGMENT = 1460; // bytes of payload in a packet
const FIRST_FLIGHT = 10 * SEGMENT; // initial congestion window of today's servers
const HEADERS = 1.04; // what IP and TCP add to the payload

const now = () => performance.now();

/** The shared wire in one direction: each piece waits for those before it. Gives the time at which it has left. */
function wire(bitsPerSecond) {
  let free = 0;
  return bytes => (free = Math.max(free, now()) + (bytes * HEADERS * 8000) / bitsPerSecond);
}

/** Runs callbacks at their times, strictly in the order in which they were given. */
function queue() {
  const waiting = [];
  let timer = null;
  const run = () => {
    timer = null;
    while (waiting.length && waiting[0].time <= now() + 0.1) waiting.shift().act();
    if (waiting.length) timer = setTimeout(run, Math.max(0, waiting[0].time - now()));
  };
  return (time, act) => {
    waiting.push({ time, act });
    timer ??= setTimeout(run, Math.max(0, time - now()));
  };
}

/** What the far end sends, under a congestion window that grows by what is acknowledged. */
function download(far, near, link, leave) {
  const later = queue();
  const acknowledged = queue();
  let pieces = [], waiting = 0, window = FIRST_FLIGHT, flying = 0, last = 0, ended = false;
  const send = () => {
    while (waiting > 0 && flying < window) {
      const piece = pieces[0].subarray(0, SEGMENT);
      pieces[0] = pieces[0].subarray(piece.length);
      if (!pieces[0].length) pieces.shift();
      waiting -= piece.length;
      flying += piece.length;
      last = leave(piece.length) + link.rtt / 2;
      later(last, () => near.destroyed || near.write(piece));
      acknowledged(last + link.rtt / 2, () => {
        flying -= piece.length;
        window += piece.length;
        send();
      });
    }
    if (ended && !waiting) later(last, () => near.end());
  };
  far.on('data', piece => { pieces.push(piece); waiting += piece.length; send(); });
  far.on('end', () => { ended = true; send(); });
}

/** Starts the link in front of `target` (a port of this machine); gives the server that listens. */
export function listen(target, link) {
  const down = wire(link.down);
  const up = wire(link.up);
  const server = net.createServer({ allowHalfOpen: true }, near => {
    const far = net.connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const open = now() + link.rtt; // SYN and its answer
    const later = queue();
    let last = open;
    near.setNoDelay(true);
    far.setNoDelay(true);
    near.on('data', piece => {
      last = Math.max(last, up(piece.length) + link.rtt / 2, open + link.rtt / 2);
      later(last, () => far.destroyed || far.write(piece));
    });
    near.on('end', () => later(last, () => far.end()));
    download(far, near, link, down);
    for (const side of [near, far]) side.on('error', () => { near.destroy(); far.destroy(); });
    near.on('close', () => far.destroy());
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}
