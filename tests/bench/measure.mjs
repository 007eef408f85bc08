// Page loads of our page, of the limit and of a tiny Preact page: one run, in turns, so that what else this
// machine does falls on all alike. `cargo xtask bench` starts this and tells it everything by SHUKE_* variables.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { certificate, listen as listenFront } from './front.mjs';
import { SLOW_4G, listen as listenLink } from './link.mjs';
import { visit } from './visit.mjs';

const { SHUKE_NPM: npm, SHUKE_AT: at, SHUKE_COOKIE: cookie, SHUKE_NAME: name, SHUKE_RUNS: runs = '5', SHUKE_RESULTS: results } = process.env;
const { chromium } = createRequire(path.join(npm, 'package.json'))('playwright-core');
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'zh-CN' };
const CPU = 4; // times slower than this machine
// “cdp”: DevTools' own model of the link; “net”: the link with handshakes and slow start.
const LINKS = { cdp: { latency: SLOW_4G.rtt, downloadThroughput: SLOW_4G.down / 8, uploadThroughput: SLOW_4G.up / 8 }, net: null };

/** Pages as a poster, a message or a code opens them, and what each is opened for. */
const PLACES = [
  { path: '/mall', selector: '.ware, .shelf li, main li a' },
  { path: '/coupons', selector: '.coupon' },
  { path: '/code', selector: '.code-digits' },
  { path: '/tiers', selector: '.rung' },
  { path: '/together', selector: '.task' },
  { path: '/points', selector: '.figure' },
];

function preact() {
  const esbuild = path.join(npm, 'node_modules/.bin/esbuild');
  const words = ['--bundle', '--minify', '--format=esm', '--target=chrome107', '--jsx=automatic', '--jsx-import-source=preact'];
  return execFileSync(esbuild, [path.join(import.meta.dirname, 'preact/app.jsx'), ...words], { env: { ...process.env, NODE_PATH: path.join(npm, 'node_modules') } });
}

async function once(page, { link, warm, trust }) {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    `--ignore-certificate-errors-spki-list=${trust}`, '--host-resolver-rules=MAP * 127.0.0.1'];
  const browser = await chromium.launch({ executablePath: chromiumPath(), args });
  try {
    const context = await browser.newContext(PHONE);
    const how = { cpu: CPU, network: LINKS[link] };
    if (warm) await visit(context, page, how);
    return await visit(context, page, how);
  } finally {
    await browser.close();
  }
}

const chromiumPath = () => execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome']).toString().trim();

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function table(title, measured) {
  const columns = Object.keys(Object.values(measured)[0][0]);
  console.log(`\n${title}: median [least–most] of ${runs}`);
  console.log(['', ...columns].map(word => word.padStart(19)).join(''));
  for (const [page, visits] of Object.entries(measured)) {
    const cell = column => {
      const values = visits.map(one => one[column]);
      const round = value => (value >= 100 ? Math.round(value) : Math.round(value * 100) / 100);
      return `${round(median(values))} [${round(Math.min(...values))}–${round(Math.max(...values))}]`;
    };
    console.log([page, ...columns.map(cell)].map(word => String(word).padStart(19)).join(''));
  }
}

/** The budgets of the figures that belong to no machine alone: ratios within this run. */
function verdicts(all) {
  const of = (key, page, column) => median(all[key][page].map(one => one[column]));
  const lines = [];
  const say = (what, is, most, unit = '') => lines.push(`${is <= most ? 'ok  ' : 'OVER'} ${what}: ${is.toFixed(2)}${unit}, at most ${most}${unit}`);
  for (const link of ['cdp', 'net']) {
    say(`cold useful (${link}), × the limit page`, of(`cold ${link}`, 'ours', 'useful') / of(`cold ${link}`, 'limit', 'useful'), 1.25);
    say(`cold interactive (${link}), × the Preact page's useful`, of(`cold ${link}`, 'ours', 'interactive') / of(`cold ${link}`, 'preact', 'useful'), 1.2);
    say(`warm useful (${link}), × the limit page`, of(`warm ${link}`, 'ours', 'useful') / of(`warm ${link}`, 'limit', 'useful'), 1.1);
  }
  for (const link of ['cdp', 'net']) {
    const slowest = (what, page, column) => Math.max(...PLACES.map(({ path }) => of(`by a link ${link}`, path, what))) / of(`cold ${link}`, page, column);
    say(`useful by a link (${link}), the slowest, × the limit page`, slowest('useful', 'limit', 'useful'), 1.35);
    say(`interactive by a link (${link}), the slowest, × the Preact page's useful`, slowest('interactive', 'preact', 'useful'), 1.4);
    say(`requests by a link (${link})`, Math.max(...PLACES.map(({ path }) => of(`by a link ${link}`, path, 'requests'))), 5);
  }
  say('a page already seen', of('cold net', 'ours', 'seen again'), 60, ' ms');
  say('requests until interactive', of('cold cdp', 'ours', 'requests'), 4);
  say('everything until interactive', of('cold cdp', 'ours', 'kB all'), 150, ' kB');
  say('layout shift', of('cold cdp', 'ours', 'shift'), 0.02);
  say('blocked main thread', of('cold cdp', 'ours', 'blocked'), 100, ' ms');
  say('JS heap and WebAssembly memory', of('cold cdp', 'ours', 'MB memory'), 5, ' MB');
  return lines;
}

const boot = await (await fetch(`http://${at}/api/v1/boot`, { headers: { cookie } })).json();
const made = certificate();
const front = await listenFront(made, at, cookie, boot, preact());
const link = await listenLink(front.address().port, SLOW_4G);
const ports = { cdp: front.address().port, net: link.address().port };
const page = (host, selector, marks, port) => ({ url: `https://${host}.localhost:${port}/`, selector, name, marks, again: marks });
const place = ({ path, selector, shown = '' }, port) => ({ url: `https://ours.localhost:${port}${path}`, selector, name: shown, marks: true });
const all = {};
for (let run = 1; run <= Number(runs); run++) {
  for (const [how, port] of Object.entries(ports)) {
    for (const target of PLACES) {
      const figures = await once(place(target, port), { link: how, warm: false, trust: made.trust });
      ((all[`by a link ${how}`] ??= {})[target.path] ??= []).push(figures);
      process.stderr.write(`\r${run}/${runs} ${how} ${target.path}          `);
    }
    const pages = { ours: page('ours', '#app *', true, port), limit: page('limit', '#name', false, port), preact: page('preact', '#name', false, port) };
    for (const heat of ['cold', 'warm']) {
      for (const [which, target] of Object.entries(pages)) {
        const figures = await once(target, { link: how, warm: heat === 'warm', trust: made.trust });
        ((all[`${heat} ${how}`] ??= {})[which] ??= []).push(figures);
        process.stderr.write(`\r${run}/${runs} ${heat} ${how} ${which}          `);
      }
    }
  }
}
process.stderr.write('\r');
for (const [title, measured] of Object.entries(all)) table(title, measured);
console.log(`\n${verdicts(all).join('\n')}`);
fs.writeFileSync(results, JSON.stringify({ date: new Date().toISOString(), cpu: CPU, link: SLOW_4G, runs: Number(runs), visits: all }, null, 1));
process.exit(0);
