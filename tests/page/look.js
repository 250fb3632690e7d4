// Pictures of the page in each state, to be looked at: `npm run look -- FOLDER`.

import fs from 'node:fs';
import path from 'node:path';
import {bytes, folder, give, launch, make, open} from './browser.js';

const into = process.argv[2] ?? 'pictures';
const WRONG = 'examples/wrong.yaml';
const unit = (name, source = WRONG) => ({
  name: `${name}2023年度报告.yaml`,
  mimeType: 'text/plain',
  buffer: Buffer.from(bytes(source).toString().replace('示例县人民政府办公室', `示例县${name}`)),
});
const twenty = () => {
  const names = '教育局 科技局 公安局 民政局 司法局 财政局 人社局 资规局 环保局 住建局 交通局 水利局 农业局 商务局 文旅局 卫健局 应急局 审计局 市监局'.split(' ');
  const sources = [WRONG, 'tests/reports/prose_against_tables.yaml', 'tests/reports/several_mistakes.yaml', 'examples/this_year.yaml'];
  return [...names.map((name, at) => unit(name, sources[at % 4])), {name: '坏.docx', mimeType: '', buffer: bytes('examples/right.docx').subarray(0, 5000)}];
};
const mended = {...unit('x'), name: '改.yaml', buffer: Buffer.from(bytes(WRONG).toString().replace('[41, 0, 0, 0, 0, 0, 14]', '[14, 0, 0, 0, 0, 0, 14]'))};

const wide = {viewport: {width: 1280, height: 900}};
const phone = {viewport: {width: 360, height: 780}};
const dark = {...wide, colorScheme: 'dark'};
const STATES = [
  ['empty', wide, []],
  ['good', wide, [['examples/right.docx']]],
  ['wrong', wide, [[WRONG]]],
  ['text', wide, [['tests/reports/prose_against_tables.yaml']]],
  ['torn', wide, [twenty().slice(-1)]],
  ['last-year', wide, [['examples/this_year.yaml', 'examples/last_year.yaml']]],
  ['mended', wide, [[WRONG], [mended]]],
  ['list', wide, [twenty()]],
  ['old', {...wide, prepare: 'delete globalThis.DecompressionStream'}, []],
  ['phone-empty', phone, []],
  ['phone-wrong', phone, [[WRONG]]],
  ['phone-list', phone, [twenty()]],
  ['dark-wrong', dark, [[WRONG]]],
  ['dark-list', dark, [twenty()]],
];

fs.mkdirSync(into, {recursive: true});
const file = make('自查', '--lang', 'zh');
const browser = await launch();
for (const [name, options, drops] of STATES) {
  const {page, faults} = await open(browser, file, options);
  for (const drop of drops) await give(page, ...drop);
  await page.screenshot({path: path.join(into, `${name}.png`), fullPage: true});
  if (name === 'wrong' || name === 'list') {
    await page.emulateMedia({media: 'print'});
    await page.setViewportSize({width: 700, height: 990});
    await page.screenshot({path: path.join(into, `print-${name}.png`), fullPage: true});
  }
  if (faults.length) console.error(name, faults);
  await page.context().close();
}
await browser.close();
fs.rmSync(folder, {recursive: true});
