// What the page promises, in a real browser. `npm test` runs it; see CONTRIBUTING.md.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {after, before, test} from 'node:test';
import zlib from 'node:zlib';
import axe from 'axe-core';
import {bytes, folder, give, giveFolder, keep, launch, make, module, open, printed, root} from './browser.js';

let browser;
let zh;
before(async () => {
  browser = await launch();
  zh = make('自查', '--lang', 'zh');
});
after(async () => {
  await browser.close();
  fs.rmSync(folder, {recursive: true});
});

const WRONG = 'examples/wrong.yaml';

/** A test with a page of its own; nothing may have gone wrong on it. */
function on(name, work, options = {}) {
  test(name, async () => {
    const {page, faults} = await open(browser, options.file?.() ?? zh, options);
    await work(page);
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

/** axe finds nothing serious. */
async function accessible(page, state) {
  await page.evaluate(axe.source);
  const {violations} = await page.evaluate(() => axe.run());
  const serious = violations.filter(({impact}) => impact === 'serious' || impact === 'critical');
  const said = serious.map(({id, nodes}) => `${id}: ${nodes.map(node => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(said, [], state);
}

/** A file made of another, by text. */
const changed = (name, from, to) => {
  const text = bytes(WRONG).toString();
  assert.ok(text.includes(from));
  return {name, mimeType: 'text/plain', buffer: Buffer.from(text.replace(from, to))};
};

const files = (dir, keep) => fs.readdirSync(path.join(root, dir), {withFileTypes: true}).filter(entry => entry.isFile() && keep(entry.name)).map(entry => `${dir}/${entry.name}`);
const corpora = ['../shared/corpus/documents', '../shared/corpus/hostile/documents'];
const documents = [
  ...files('examples', name => !/params|waivers/.test(name)),
  ...files('tests/reports', () => true),
  ...corpora.filter(corpus => fs.existsSync(path.join(root, corpus))).flatMap(corpus => files(corpus, () => true)),
];

test('the module imports nothing', async () => {
  const compiled = await WebAssembly.compile(zlib.gunzipSync(fs.readFileSync(module)));
  assert.deepEqual(WebAssembly.Module.imports(compiled), []);
});

on('the findings of every document are those of the command line, to the byte', async page => {
  for (const name of documents) {
    const told = await page.evaluate(
      async ([name, base64]) => {
        const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer;
        const reply = await (await $main.ready).ask('json', {name, size: bytes.byteLength, bytes: async () => bytes});
        return reply.failed ?? new TextDecoder().decode(reply.output);
      },
      [name, bytes(name).toString('base64')],
    );
    assert.equal(told, printed('check', '--lang', 'zh', '--format', 'json', name), name);
  }
});

on('the empty page says what to do', async page => {
  assert.equal(await page.textContent('#empty h2'), '把年度报告拖到这里');
  assert.ok(await page.isHidden('#old'));
  await accessible(page, 'empty');
});

on('a wrong report: causes first, the cell marked, and each leads to the other', async page => {
  await give(page, WRONG);
  assert.match(await page.textContent('#result h2'), /退回2 处要改/);
  assert.match(await page.textContent('#said'), /退回，2 处要改/);
  const first = page.locator('#f1');
  assert.match(await first.textContent(), /填 41，应为 14（两位颠倒）/);
  await first.locator('.say').click();
  const cell = page.locator('td.wrong.hit');
  assert.match(await cell.textContent(), /41应为 14/);
  assert.ok(await cell.locator('a').evaluate(link => link === document.activeElement));
  assert.match(await page.textContent('.where'), /正在看 三、收到和处理政府信息公开申请情况，.*回到第 1 处/);
  await accessible(page, 'wrong, at a cell');
  await page.click('[data-next]');
  assert.match(await page.textContent('td.wrong.hit'), /应为 11/);
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#f2 .say').evaluate(link => link === document.activeElement));
  await first.locator('summary').click();
  assert.match(await first.locator('details').textContent(), /国办公开办函〔2021〕30号/);
});

on('a sentence of the text is marked and leads to its finding', async page => {
  await give(page, 'tests/reports/prose_against_tables.yaml');
  const mark = page.locator('[data-sentence] a').first();
  await mark.click();
  assert.equal(await page.locator('.finding.hit').count(), 1);
  for (const link of await page.locator('.say[href]').all()) {
    const id = (await link.getAttribute('href')).slice(1);
    assert.equal(await page.locator(`[id="${id}"]`).count(), 1, id);
  }
  await accessible(page, 'text against tables');
});

on('a right report may be sent', async page => {
  await give(page, 'examples/right.docx');
  assert.match(await page.textContent('#result'), /核对了 \d+ 项规定，都相符|供参考/);
  await accessible(page, 'right');
});

on('a torn file says what to do, and its neighbours are read', async page => {
  const torn = {name: '撕坏.docx', mimeType: '', buffer: bytes('examples/right.docx').subarray(0, 5000)};
  await give(page, torn);
  assert.match(await page.textContent('#result h2'), /^读不了/);
  assert.ok((await page.locator('#result ol li').count()) > 0);
  await accessible(page, 'torn');
  await give(page, 'examples/right.txt');
  assert.doesNotMatch(await page.textContent('#result h2'), /读不了/);
});

/** A PDF whose one page draws more than a reader can finish, in few bytes. */
function endless() {
  const drawn = zlib.deflateSync('1 0 0 1 10 10 Tm (12) Tj '.repeat(8_000_000));
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${drawn.length}/Filter/FlateDecode>>stream\n${drawn.toString('latin1')}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const table = objects.map((object, at) => {
    const line = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return line;
  });
  const tail = `xref\n0 6\n0000000000 65535 f \n${table.join('')}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + tail, 'latin1');
}

/** A docx whose text unpacks to half a gigabyte. */
function bomb() {
  const parts = [['[Content_Types].xml', Buffer.from('<Types/>')], ['word/document.xml', Buffer.alloc(512 << 20, ' ')]];
  let [local, directory] = [Buffer.alloc(0), Buffer.alloc(0)];
  for (const [name, bytes] of parts) {
    const packed = zlib.deflateRawSync(bytes);
    // What the header of a part and its entry in the directory have in common.
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), facts, Buffer.alloc(14), Buffer.from(name)]);
    entry.writeUInt32LE(local.length, 42);
    directory = Buffer.concat([directory, entry]);
    local = Buffer.concat([local, Buffer.from('PK\x03\x04'), facts, Buffer.from(name), packed]);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}

on('a file that unpacks, draws or nests without end is refused, and the others are read', async page => {
  const hostile = {'炸.docx': bomb(), '无底.pdf': endless(), '套.html': Buffer.from('<table><tr><td>'.repeat(100_000)), 'wrong.yaml': bytes(WRONG)};
  await give(page, ...Object.entries(hostile).map(([name, buffer]) => ({name, mimeType: '', buffer})));
  for (const [name, why] of [['炸.docx', /解开后过大/], ['无底.pdf', /内容过多|时间过长/], ['套.html', /嵌套超过/]]) {
    assert.match(await page.locator('.files tr', {hasText: name}).textContent(), why);
  }
  assert.match(await page.locator('.files tr', {hasText: 'wrong.yaml'}).textContent(), /退回/);
});

on('a worker that runs out of memory is ended, and only its file is lost', async page => {
  const failed = await page.evaluate(async () => {
    const bytes = async () => new ArrayBuffer(1 << 30);
    return (await (await $main.ready).ask('page', {name: '大.docx', size: 1, bytes})).failed;
  });
  // Handing over a gigabyte may alone take too long.
  assert.match(failed, /broken|slow/);
  await give(page, WRONG);
  assert.match(await page.textContent('#result h2'), /2 处要改/);
});

on('a worker that does not end is ended, and only its file is lost', async page => {
  await page.evaluate(async () => {
    const desk = await $main.ready;
    globalThis.kept = [desk.url, desk.seconds];
    desk.url = URL.createObjectURL(new Blob(['onmessage = () => { for (;;); }']));
    desk.seconds = 1;
  });
  await give(page, WRONG);
  assert.match(await page.textContent('#result h2'), /时间过长，已停下/);
  await accessible(page, 'ended');
  await page.evaluate(async () => ([(await $main.ready).url, (await $main.ready).seconds] = globalThis.kept));
  await give(page, WRONG);
  assert.match(await page.textContent('#result h2'), /2 处要改/);
});

on('a file of 20 MB is answered', async page => {
  const padding = Buffer.alloc(20 << 20, '办理情况如前所述。\n');
  const [text, noise] = ['大.txt', '大.docx'].map(name => path.join(folder, name));
  fs.writeFileSync(text, Buffer.concat([bytes('examples/right.txt'), padding]));
  fs.writeFileSync(noise, Buffer.alloc(20 << 20, 7));
  await give(page, text);
  assert.ok(await page.isVisible('#result h2'));
  await give(page, noise);
  assert.match(await page.textContent('#result'), /读不了/);
});

const hostile = path.join(root, '../shared/corpus/hostile');
on('hostile files cost nobody else', async page => {
  if (!fs.existsSync(hostile)) return;
  const all = fs.readdirSync(hostile, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile() && !/\.(md|py|tsv)$/.test(entry.name));
  const given = all.map(entry => path.join(entry.parentPath ?? entry.path, entry.name)).filter(file => fs.statSync(file).size < 40 << 20);
  await give(page, ...given.map(file => path.relative(root, file)), WRONG);
  assert.equal(await page.locator('.files tbody tr').count(), given.length + 1);
  assert.match(await page.locator('.files tr', {hasText: 'wrong.yaml'}).textContent(), /退回/);
});

on('ten files at once are a list, and each leads to its report', async page => {
  const ten = Array.from({length: 10}, (_, at) => changed(`${at}.yaml`, '示例县人民政府办公室', `示例${'甲乙丙丁戊己庚辛壬癸'[at]}局`));
  await give(page, ...ten);
  assert.equal(await page.locator('.files tbody tr').count(), 10);
  assert.match(await page.textContent('#result h2'), /10 份文件/);
  assert.match(await page.textContent('#said'), /退回 10 份/);
  await accessible(page, 'list');
  await page.click('.files a >> nth=3');
  assert.match(await page.textContent('.known'), /示例丁局/);
  await page.click('.back-to-list a');
  assert.equal(await page.locator('.files tbody tr').count(), 10);
});

on('a folder is read with what lies in it, without what programs left there', async page => {
  const given = path.join(folder, '报送');
  fs.mkdirSync(path.join(given, '财政'), {recursive: true});
  fs.writeFileSync(path.join(given, '甲.yaml'), bytes(WRONG));
  fs.writeFileSync(path.join(given, '财政/乙.docx'), bytes('examples/right.docx'));
  fs.writeFileSync(path.join(given, '财政/~$乙.docx'), 'x');
  await giveFolder(page, given);
  await page.waitForSelector('.files');
  assert.equal(await page.locator('.files tbody tr').count(), 2);
  assert.match(await page.textContent('.files'), /报送\/财政\/乙\.docx/);
});

on('files may be dropped', async page => {
  const text = bytes(WRONG).toString();
  await page.evaluate(text => {
    const data = new DataTransfer();
    data.items.add(new File([text], '拖.yaml'));
    document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
  }, text);
  await page.waitForSelector('#result h2');
  assert.match(await page.textContent('.known'), /拖\.yaml/);
});

on('a second drop says what is mended, what is new, what is still there', async page => {
  await give(page, WRONG);
  await give(page, changed('改.yaml', '[41, 0, 0, 0, 0, 0, 14]', '[14, 0, 0, 0, 0, 0, 14]'));
  assert.match(await page.textContent('#result h2'), /还有 1 处要改/);
  assert.match(await page.textContent('.head'), /已改 1 处，新出现 0 处，仍在 1 处/);
  assert.match(await page.textContent('.finding.pass'), /已改.*原填 41，现填 14/s);
  await page.click('.finding.pass .say');
  assert.match(await page.textContent('td.mended.hit'), /14原填 41/);
  await accessible(page, 'second drop');
});

on('last year’s report is known as such and compared', async page => {
  const [name, prior] = ['examples/this_year.yaml', 'examples/last_year.yaml'];
  await give(page, name, prior);
  assert.match(await page.textContent('.known'), /上年报告last_year\.yaml/);
  const codes = JSON.parse(printed('check', '--format', 'json', '--prior', prior, name)).reports[0].findings.map(finding => finding.code);
  const shown = await page.textContent('.list');
  for (const code of codes.filter(code => code.startsWith('Y'))) assert.ok(shown.includes(code), code);
  await page.click('.back-to-list a');
  assert.match(await page.textContent('.files'), /上年.*作 this_year\.yaml 的上年报告/s);
});

on('the keyboard is enough', async page => {
  await page.focus('#main');
  await page.keyboard.press('Tab');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Space');
  await (await chooser).setFiles(path.join(root, WRONG));
  await page.waitForSelector('#result h2');
  const at = () => page.evaluate(() => document.activeElement.className || document.activeElement.tagName);
  await page.focus('#main');
  const seen = [];
  for (let step = 0; step < 12 && !(await at()).includes('say'); step++) {
    await page.keyboard.press('Tab');
    seen.push(await at());
  }
  assert.ok((await at()).includes('say'), seen.join(', '));
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('td.wrong.hit').count(), 1);
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('#f1 .say').evaluate(link => link === document.activeElement));
});

for (const [name, width, colorScheme] of [['a phone', 360, 'light'], ['a large screen', 1600, 'light'], ['the dark', 1280, 'dark']]) {
  on(`nothing is cut off and all is legible on ${name}`, async page => {
    await accessible(page, `empty on ${name}`);
    await give(page, WRONG);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= room, `${wide} in ${room}`);
    await accessible(page, `wrong on ${name}`);
    await give(page, 'examples/this_year.yaml', 'examples/last_year.yaml');
    await accessible(page, `last year’s on ${name}`);
    await page.click('.back-to-list a');
    assert.equal(await page.locator('.files tbody tr').count(), 3);
    await accessible(page, `list on ${name}`);
  }, {viewport: {width, height: 800}, colorScheme});
}

on('what is kept is what the command line prints', async page => {
  await give(page, 'examples/right.docx');
  const file = await keep(page, 'text=报告数据（yaml）');
  assert.equal(file.name, 'right.yaml');
  assert.equal(file.bytes.toString(), printed('extract', 'examples/right.docx'));
});

on('the document with its marks is that of the command line, to the byte', async page => {
  const prior = path.join(folder, '2022.yaml');
  fs.writeFileSync(prior, bytes('examples/last_year.yaml').toString().replace('示例县水利局', '示例县人民政府办公室'));
  for (const kind of ['docx', 'xlsx', 'html']) {
    const marked = path.join(folder, `标注-${kind}`);
    fs.mkdirSync(marked);
    const name = `examples/right.${kind}`;
    printed('check', '--lang', 'zh', '--prior', prior, '--marked', marked, name);
    await page.reload();
    await page.waitForSelector('body[data-ready]');
    await give(page, name, prior);
    const file = await keep(page, 'text=标注好的原文件');
    assert.equal(file.name, `right（标注）.${kind}`);
    assert.ok(file.bytes.equals(fs.readFileSync(path.join(marked, file.name))), name);
  }
});

on('a kind of file that is not marked, and a report with nothing to mark, have no marked file to keep', async page => {
  await give(page, WRONG);
  assert.equal(await page.locator('text=标注好的原文件').count(), 0);
  await give(page, 'examples/right.docx');
  assert.equal(await page.locator('text=标注好的原文件').count(), 0);
});

on('English', async page => {
  await give(page, WRONG);
  assert.match(await page.textContent('#result h2'), /To mend2 to mend/);
  assert.match(await page.textContent('#title'), /Reports of 2023/);
  await accessible(page, 'English');
}, {file: () => make('english', '--lang', 'en', '--title', 'Reports of 2023')});

test('an old browser is told so', async () => {
  const {page} = await open(browser, zh, {prepare: 'delete globalThis.DecompressionStream'});
  assert.ok(await page.isVisible('#old'));
  assert.ok(await page.isHidden('#page'));
  await accessible(page, 'old');
  await page.context().close();
});
