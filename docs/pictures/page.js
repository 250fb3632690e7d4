// The page with one report dropped on it: `node page.js REPORT PICTURE`.

import fs from 'node:fs';
import path from 'node:path';
import {folder, give, launch, make, open} from '../../tests/page/browser.js';

const [report, picture] = process.argv.slice(2);
const browser = await launch();
const {page} = await open(browser, make('自查', '--lang', 'zh'), {viewport: {width: 1000, height: 720}});
await give(page, path.resolve(report));
await page.screenshot({path: picture});
await browser.close();
fs.rmSync(folder, {recursive: true});
