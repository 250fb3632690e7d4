// The page in a browser: made by gouji, opened from the disk, with nothing that may reach a network or complain.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {chromium, firefox} from 'playwright-core';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const gouji = process.env.GOUJI ?? path.join(root, 'target/debug/gouji');
export const module = path.join(root, 'page/gouji.wasm.gz');
export const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-page-'));

/** The bytes of a document by its path from the root. */
export const bytes = name => fs.readFileSync(path.join(root, name));

/** What the command line prints, whatever its exit code. */
export function printed(...args) {
  try {
    return execFileSync(gouji, args, {cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
  } catch (error) {
    return error.stdout;
  }
}

/** Makes a page and gives its path. */
export function make(name, ...args) {
  const page = path.join(folder, `${name}.html`);
  execFileSync(gouji, ['page', '--module', module, '-o', page, ...args], {cwd: root});
  return page;
}

const isFirefox = process.env.BROWSER === 'firefox';
const kept = path.join(folder, 'kept');

/** Chromium; or a Firefox by way of WebDriver BiDi, where BROWSER says so. It must know the commands that this playwright sends. */
export const launch = () =>
  isFirefox
    ? firefox.launch({channel: 'moz-firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', downloadsPath: kept})
    : chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : []});

/** Opens a page. `faults` fills with whatever must not happen: requests, errors, refusals of the policy. */
export async function open(browser, file, options = {}) {
  const {prepare, ...context} = options;
  const page = await (await browser.newContext({viewport: {width: 1280, height: 900}, ...context})).newPage();
  const faults = [];
  page.on('request', request => /^(file|blob):/.test(request.url()) || faults.push(request.url()));
  page.on('console', message => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', error => faults.push(error.message));
  if (prepare) await page.addInitScript(prepare);
  await page.goto(pathToFileURL(file).href);
  await page.waitForSelector('body[data-ready]', {timeout: 60_000});
  return {page, faults};
}

/** A document as the page takes it: a path from the root, or `{name, mimeType, buffer}`. */
const chosen = file => (typeof file === 'string' ? path.resolve(root, file) : file);

/** Gives files to the page and waits until it shows what came of them. */
export async function give(page, ...files) {
  const input = (await page.isVisible('#empty')) ? '#empty input:not([webkitdirectory])' : '#again input';
  const before = await page.evaluate(() => document.body.dataset.drops ?? '0');
  await page.setInputFiles(input, files.map(chosen));
  await page.waitForFunction(before => (document.body.dataset.drops ?? '0') !== before, before, {timeout: 120_000});
}

/** Chooses a folder. Firefox takes none from a program, so the page gets what lies in it as Firefox would hand it over. */
export async function giveFolder(page, given) {
  const input = '#empty input[webkitdirectory]';
  if (!isFirefox) return page.setInputFiles(input, given);
  const inside = fs.readdirSync(given, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile());
  const files = inside.map(entry => path.join(entry.parentPath ?? entry.path, entry.name));
  const handed = files.map(file => [path.relative(path.dirname(given), file), fs.readFileSync(file, 'base64')]);
  return page.evaluate(
    ([input, handed]) => {
      const transfer = new DataTransfer();
      for (const [path, base64] of handed) {
        const file = new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], path.split('/').pop());
        transfer.items.add(file);
      }
      const list = [...transfer.files].map((file, at) => Object.defineProperty(file, 'webkitRelativePath', {value: handed[at][0]}));
      const node = document.querySelector(input);
      Object.defineProperty(node, 'files', {value: list, configurable: true});
      node.dispatchEvent(new Event('change'));
      delete node.files;
    },
    [input, handed],
  );
}

/** Clicks, and gives what the page hands over to be kept: its name and its bytes. Firefox lays it into a folder and says nothing. */
export async function keep(page, selector) {
  if (!isFirefox) {
    const download = page.waitForEvent('download');
    await page.click(selector);
    const file = await download;
    return {name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path())};
  }
  fs.rmSync(kept, {recursive: true, force: true});
  fs.mkdirSync(kept);
  await page.click(selector);
  for (let tries = 0; tries < 300; tries++) {
    const names = fs.readdirSync(kept);
    if (names.length === 1 && fs.statSync(path.join(kept, names[0])).size) return {name: names[0], bytes: fs.readFileSync(path.join(kept, names[0]))};
    await page.waitForTimeout(100);
  }
  throw new Error('nothing was kept');
}
