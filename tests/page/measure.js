// What the page weighs and how long it takes: `npm run measure`, with the module of `cargo xtask page`. Times are medians of five.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import {bytes, folder, give, launch, make, module, open} from './browser.js';

const TIMES = 5;
const FILES = 100;
const KINDS = ['examples/wrong.yaml', 'examples/right.txt', 'examples/right.html', 'examples/right.docx', 'examples/right.xlsx', 'tests/reports/print.pdf'];

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const mib = number => `${(number / 1024 / 1024).toFixed(2)} MiB`;
const seconds = milliseconds => `${(milliseconds / 1000).toFixed(2)} s`;
const say = (what, value) => console.log(`${what.padEnd(28)} ${value}`);

/** Notes when the page is ready, in milliseconds since it was opened. */
const stopwatch = `new MutationObserver(() => document.body?.dataset.ready && (globalThis.readyAt ??= performance.now()))
  .observe(document, {subtree: true, attributes: true, attributeFilter: ['data-ready']});`;

const file = make('自查', '--lang', 'zh');
const browser = await launch();
const packed = fs.readFileSync(module);
say('processors, load', `${os.cpus().length}, ${os.loadavg()[0].toFixed(1)}`);
say('browser', `${browser.browserType().name()} ${browser.version()}`);
say('page', mib(fs.statSync(file).size));
say('module, packed', `${mib(zlib.gunzipSync(packed).length)}, ${mib(packed.length)}`);

const starts = [];
let page;
for (let time = 0; time < TIMES; time++) {
  await page?.context().close();
  ({page} = await open(browser, file, {prepare: stopwatch}));
  starts.push(await page.evaluate(() => globalThis.readyAt));
}
say('start', seconds(median(starts)));

for (const name of KINDS) {
  const asked = await page.evaluate(
    async ([name, base64, times]) => {
      const desk = await $main.ready;
      const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer;
      const file = {name, size: bytes.byteLength, bytes: async () => bytes};
      const taken = [];
      let memory = 0;
      for (let time = 0; time < times; time++) {
        const start = performance.now();
        const reply = await desk.ask('page', file);
        taken.push(performance.now() - start);
        if (reply.failed) throw new Error(`${name}: ${reply.failed}`);
        ({memory} = reply);
      }
      return {taken, memory};
    },
    [name, bytes(name).toString('base64'), TIMES],
  );
  say(path.extname(name).slice(1), `${seconds(median(asked.taken))}, memory ${mib(asked.memory)}`);
}

const many = Array.from({length: FILES}, (_, at) => {
  const name = path.join(folder, `${at}.docx`);
  fs.writeFileSync(name, bytes('examples/right.docx'));
  return name;
});
const start = performance.now();
await give(page, ...many);
say(`${FILES} files (docx)`, seconds(performance.now() - start));
await browser.close();
fs.rmSync(folder, {recursive: true});
