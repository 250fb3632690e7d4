import {count, say, speak, states} from './words.js';
import {all, make, one} from './dom.js';
import {openDesk} from './desk.js';
import {Session} from './session.js';
import {listen} from './places.js';
import {reportView} from './report.js';
import {headlineOf, listView, stateOf, tally} from './list.js';

// Wires the page: files come in by drop or choice, are read, and one view is shown: nothing yet, reading, one report, or the list.

const USUAL = say('年度报告自查', 'Annual report check');
let title = USUAL;
let session = null;

const old = () => {
  one('#page').hidden = true;
  one('#old').hidden = false;
};

/** The desk, once module and rules are there. */
export const ready = (async () => {
  if (typeof DecompressionStream !== 'function' || typeof WebAssembly !== 'object' || typeof Worker !== 'function') throw new Error('old');
  one('#old').hidden = true;
  one('#page').hidden = false;
  speak();
  headings(null);
  const desk = await openDesk();
  session = new Session(desk);
  headings(desk.about);
  document.body.dataset.ready = 'yes';
  return desk;
})();
ready.catch(error => {
  document.body.dataset.ready = 'no';
  console.error(error);
  if (String(error.message).startsWith('rules')) return apart();
  old();
});

/** The module inside is of another version than the rules. */
function apart() {
  one('#result').replaceChildren(make('div.what', {}, make('h2', {}, say('这一页没有做完整', 'The page is not whole')), make('p', {}, say('里面的程序与规则不是同一版。请告诉发给你这一页的单位。', 'The program in it and its rules are of different versions. Tell the office that sent it.'))));
  show('result');
}

/** Title and what is known of form and rules. */
function headings(about) {
  if (about?.title) title = about.title;
  one('#title').textContent = title;
  document.title = title;
  if (!about) return;
  const year = about.year ? say(`，${about.year} 年度`, `, ${about.year}`) : '';
  one('#subtitle').textContent = about.form + year;
  const value = ([when, words]) => [when?.replace(/^kind = /, ''), words].filter(Boolean).join(' ');
  const params = about.params.map(({name, values}) => `${name}${say('：', ': ')}${values.map(value).join(say('，', ', '))}`);
  const rules = say(`规则：${about.form} ${about.edition} 版，${about.rules} 条（${about.hash}）`, `Rules: ${about.form}, edition ${about.edition}, ${about.rules} rules (${about.hash})`);
  one('#rules').textContent = [say('文件不离开本机', 'Nothing leaves this computer'), rules, ...params].join(say('。', '. ')) + say('。', '.');
}

function show(name) {
  for (const section of all('main>section')) section.hidden = section.id !== name;
  one('#again').hidden = name !== 'result';
}

// Reading

async function take(entries) {
  if (!entries.length) return;
  await ready.catch(() => {});
  if (!session) return;
  // What takes less shows nothing.
  let slow = false;
  const timer = setTimeout(() => (slow = true), 300);
  const progress = (done, added) => {
    if (slow) reading(done, added);
  };
  const ticking = setInterval(() => progress(last[0], last[1]), 300);
  let last = [0, []];
  const {added} = await session.add(entries, (done, files) => {
    last = [done, files];
    progress(done, files);
  });
  clearTimeout(timer);
  clearInterval(ticking);
  result(added);
  document.body.dataset.drops = session.drops;
}

function reading(done, files) {
  if (!files.length) return;
  const next = files[Math.min(done, files.length - 1)];
  const section = one('#reading');
  const words = say(`第 ${Math.min(done + 1, files.length)} 份，共 ${files.length} 份：${next.name}`, `${Math.min(done + 1, files.length)} of ${files.length}: ${next.name}`);
  section.replaceChildren(
    make(
      'div.reading',
      {},
      make('h2', {}, say('正在读', 'Reading')),
      make('progress', {max: files.length, value: done, 'aria-label': say(`已读 ${done} 份，共 ${files.length} 份`, `${done} of ${files.length} read`)}),
      make('p', {}, words),
      make('p.soft', {}, say('一份超过 20 秒就停下，别的不受影响', 'A file that takes more than 20 seconds is stopped; the others are not affected')),
    ),
  );
  show('reading');
}

// Results

/** After a drop: its one report, or the one that it is last year's of; the list of several. */
function result(added) {
  const asked = [...new Set(added.map(file => session.follower(file) ?? file))];
  if (asked.length === 1) open(asked[0], true);
  else if (session.files.length) list(true);
  else show('empty');
}

function open(file, dropped = false) {
  const back = session.files.length > 1 ? make('p.back-to-list', {}, make('a', {href: '#list', onclick: event => { event.preventDefault(); list(); }}, say(`← 全部 ${session.files.length} 份文件`, `← All ${session.files.length} files`))) : null;
  one('#result').replaceChildren(...nodes([back, reportView(file, session)]));
  const state = stateOf(file);
  display(`${states[state]}${say('，', ': ')}${headlineOf(file)}`, dropped);
}

function list(dropped = false) {
  one('#result').replaceChildren(...nodes(listView(session, file => open(file))));
  display(`${say(`${session.files.length} 份文件`, count(session.files.length, 'file'))}${say('：', ': ')}${tally(session)}`, dropped);
}

const nodes = views => [views].flat(Infinity).filter(Boolean);

/** Shows the result; after a drop the verdict is said once and the focus stays, else the focus goes to the heading. */
function display(words, dropped) {
  show('result');
  scrollTo(0, 0);
  const heading = one('#result h2');
  document.title = `${heading.textContent} · ${title}`;
  if (dropped) one('#said').textContent = words;
  else heading.focus({preventScroll: true});
}

// Files come in

const plain = blob => ({blob, path: blob.webkitRelativePath || blob.name});

for (const input of all('input[type=file]')) {
  input.addEventListener('change', () => {
    const entries = [...input.files].map(plain);
    // So that the same file can be chosen again.
    input.value = '';
    take(entries);
  });
}

let depth = 0;
const dragging = by => document.body.classList.toggle('dragging', (depth = Math.max(0, depth + by)) > 0);
addEventListener('dragenter', () => dragging(1));
addEventListener('dragleave', () => dragging(-1));
addEventListener('dragover', event => event.preventDefault());
addEventListener('drop', async event => {
  event.preventDefault();
  dragging(-depth);
  // The entries are gone once the handler has returned.
  const items = [...event.dataTransfer.items].filter(item => item.kind === 'file');
  const entries = items.map(item => item.webkitGetAsEntry?.() ?? null);
  const files = items.map(item => item.getAsFile());
  const found = await Promise.all(entries.map((entry, at) => (entry?.isDirectory ? walk(entry) : files[at] ? [plain(files[at])] : [])));
  take(found.flat());
});

/** Every file of a folder, by path. */
async function walk(entry) {
  if (entry.isFile) {
    const blob = await new Promise((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
    return blob ? [{blob, path: entry.fullPath.replace(/^\//, '')}] : [];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
    if (!some.length) break;
    for (const inner of some) found.push(...(await walk(inner)));
  }
  return found;
}

listen();
