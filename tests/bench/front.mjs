// The one front of all measured pages: TLS, HTTP/2, brotli. Who is behind it is told by the host name.
//
// Ours is the real server's answer, passed on with the member's cookie added. The other two are the project's own:
// a page with everything in it (`limit`), and a tiny Preact app that asks for its data (`preact`).
import http from 'node:http';
import http2 from 'node:http2';
import zlib from 'node:zlib';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { limitPage, preactPage, view } from './pages.mjs';

export const HOSTS = ['ours.localhost', 'limit.localhost', 'preact.localhost'];
const FOR_EVER = 'public, max-age=31536000, immutable';

/** A certificate for this run only, and the hash by which Chromium can be told to trust it. */
export function certificate() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shuke-bench-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => path.join(folder, name));
  const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'ignore'] });
  openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=bench',
    '-addext', `subjectAltName=${HOSTS.map(host => `DNS:${host}`).join(',')}`, '-keyout', key, '-out', cert);
  openssl('x509', '-in', cert, '-pubkey', '-noout', '-out', path.join(folder, 'pub.pem'));
  const spki = openssl('pkey', '-pubin', '-in', path.join(folder, 'pub.pem'), '-outform', 'der');
  const digest = execFileSync('openssl', ['dgst', '-sha256', '-binary'], { input: spki });
  const found = { key: fs.readFileSync(key), cert: fs.readFileSync(cert), trust: digest.toString('base64') };
  fs.rmSync(folder, { recursive: true });
  return found;
}

const pack = text => zlib.brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } });

function own(stream, type, text, cache) {
  const body = pack(text);
  stream.respond({ ':status': 200, 'content-type': type, 'content-encoding': 'br', 'content-length': body.length, 'cache-control': cache, vary: 'accept-encoding' });
  stream.end(body);
}

/** Passes a request on to the real server, and the answer back as it is; packs a page that it left unpacked. */
function pass(stream, headers, at, cookie) {
  const [host, port] = at.split(':');
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':') && name !== 'host' && name !== 'cookie'));
  const request = http.request({ host, port, agent: pass.agent, method: headers[':method'], path: headers[':path'], headers: { ...kept, cookie } }, answer => {
    const hop = ['connection', 'keep-alive', 'transfer-encoding', 'strict-transport-security'];
    const out = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !hop.includes(name)));
    const pieces = [];
    answer.on('data', piece => pieces.push(piece));
    answer.on('end', () => {
      if (stream.destroyed) return;
      let body = Buffer.concat(pieces);
      if (!out['content-encoding'] && /html|json/.test(out['content-type'] || '')) {
        body = pack(body);
        out['content-encoding'] = 'br';
        out['content-length'] = body.length;
      }
      stream.respond({ ':status': answer.statusCode, ...out });
      stream.end(body);
    });
  });
  request.on('error', () => stream.destroyed || stream.close());
  stream.pipe(request);
}
pass.agent = new http.Agent({ keepAlive: true });

/** Starts the front; `script` is the Preact app's, `boot` what the real server tells of the member. */
export function listen({ key, cert }, at, cookie, boot, script) {
  const data = view(boot);
  const server = http2.createSecureServer({ key, cert });
  server.on('stream', (stream, headers) => {
    stream.on('error', () => {});
    const [host] = headers[':authority'].split(':');
    if (host === 'ours.localhost') return pass(stream, headers, at, cookie);
    const where = `${host.split('.')[0]} ${headers[':path']}`;
    if (where === 'limit /') return own(stream, 'text/html; charset=utf-8', limitPage(data), 'no-cache');
    if (where === 'preact /') return own(stream, 'text/html; charset=utf-8', preactPage(), 'no-cache');
    if (where === 'preact /app.js') return own(stream, 'text/javascript', script, FOR_EVER);
    if (where === 'preact /card.json') return own(stream, 'application/json', JSON.stringify(data), 'no-store');
    stream.respond({ ':status': 404 }, { endStream: true });
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}
