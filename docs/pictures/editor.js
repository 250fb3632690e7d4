// A rule in VS Code: `node editor.js URL PICTURE`, where URL is that of a code-server with the extension (CONTRIBUTING.md says how to run
// one), whose folder is what `gouji new rules --empty` wrote.

import {launch} from '../../tests/page/browser.js';

const [url, picture] = process.argv.slice(2);
const browser = await launch();
const page = await (await browser.newContext({viewport: {width: 1100, height: 640}, locale: 'zh-CN'})).newPage();
await page.goto(url, {timeout: 120_000});
await page.waitForTimeout(15_000);
await page.dblclick('.explorer-folders-view [aria-label^="rules.gj"]');
await page.waitForSelector('.codelens-decoration', {timeout: 60_000});
await page.waitForTimeout(3_000);
// A misspelt name, and what may stand there instead.
await page.keyboard.press('Control+g');
await page.waitForTimeout(1_500);
await page.keyboard.type('7:18');
await page.waitForTimeout(1_000);
await page.keyboard.press('Enter');
await page.waitForTimeout(1_000);
await page.keyboard.insertText('晚班 + ');
await page.waitForTimeout(3_000);
await page.keyboard.press('Control+Space');
await page.waitForTimeout(2_000);
await page.screenshot({path: picture});
await browser.close();
