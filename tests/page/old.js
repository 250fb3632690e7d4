// The page in old Chromiums, whose programs lie in packages of npm for servers: `npm run old` fetches them, 50 MB each. What the driver
// asks of a page by itself, they do not know, so all is asked in scripts.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {after, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import zlib from 'node:zlib';
import {chromium} from 'playwright-core';
import {folder, make, root} from './browser.js';

const BROWSERS = [
  {packed: 'playwright-aws-lambda@0.8.0', version: 83, opens: false},
  {packed: 'chrome-aws-lambda@10.1.0', version: 92, opens: false},
  {packed: '@sparticuz/chrome-aws-lambda@14.1.1', version: 102, opens: true},
];

after(() => fs.rmSync(folder, {recursive: true}));

/** Unpacks the program and the libraries beside it. */
function fetched(packed) {
  const into = fs.mkdtempSync(path.join(folder, 'old-'));
  const run = (program, ...args) => execFileSync(program, args, {cwd: into, encoding: 'utf8'}).trim();
  run('tar', 'xzf', run('npm', 'pack', '--silent', packed));
  const inside = fs.readdirSync(into, {recursive: true}).filter(name => name.endsWith('.br'));
  for (const name of inside) {
    const to = path.join(into, path.basename(name, '.br'));
    fs.writeFileSync(to, zlib.brotliDecompressSync(fs.readFileSync(path.join(into, name))));
    if (to.endsWith('.tar')) run('tar', 'xf', to);
  }
  fs.chmodSync(path.join(into, 'chromium'), 0o755);
  return into;
}

for (const {packed, version, opens} of BROWSERS) {
  test(`Chromium ${version} ${opens ? 'shows what is wrong' : 'is told that it is too old'}`, async () => {
    const into = fetched(packed);
    const browser = await chromium.launch({
      executablePath: path.join(into, 'chromium'),
      args: ['--no-sandbox', '--no-zygote', '--disable-gpu'],
      env: {...process.env, LD_LIBRARY_PATH: path.join(into, 'lib')},
    });
    assert.equal(Number.parseInt(browser.version(), 10), version);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(make('自查', '--lang', 'zh')).href);
    const until = words => page.waitForFunction(words => document.body.innerText.includes(words), words, {timeout: 60_000});
    if (opens) {
      await page.waitForFunction(() => document.body.dataset.ready === 'yes', null, {timeout: 60_000});
      await page.setInputFiles('#empty input:not([webkitdirectory])', path.join(root, 'examples/wrong.yaml'));
      await until('2 处要改');
      await page.evaluate(() => document.querySelector('.say').click());
      assert.match(await page.evaluate(() => document.querySelector('td.wrong.hit').textContent), /41应为 14/);
    } else {
      // What does not even read the script says it from the first; what fails to compile says it again.
      await page.waitForTimeout(5000);
      await until('这个浏览器打不开自查');
      assert.ok(!(await page.evaluate(() => document.body.innerText)).includes('选择文件'));
    }
    await browser.close();
  });
}
