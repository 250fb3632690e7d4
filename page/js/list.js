import {count, say, states} from './words.js';
import {badge, button, download, make} from './dom.js';
import {failures} from './report.js';

// Several files: a row each, with verdict and the first thing to do.

export const stateOf = file => (file.answer ? file.answer.report.state : 'unreadable');

export const headlineOf = file => (file.answer ? file.answer.report.headline : (failures[file.failed] ?? failures.broken)[0]);

export function listView(session, open) {
  const {files} = session;
  const columns = [say('文件', 'File'), say('结果', 'Result'), say('单位，年度', 'Agency, year'), say('说明', 'What is said')];
  return [
    make('header.head', {}, make('div', {}, make('h2', {tabindex: '-1'}, say(`${files.length} 份文件`, count(files.length, 'file'))), make('p', {}, tally(session))), make('div.row', {}, downloads(session))),
    make(
      'table.files',
      {},
      make('caption.sr', {}, say('各份文件的结果，点文件名看详细', 'What came of each file; its name leads to the details')),
      make('thead', {}, make('tr', {}, columns.map(name => make('th', {scope: 'col'}, name)))),
      make('tbody', {}, files.map(file => row(file, session, open))),
    ),
  ];
}

/** How many of which state. */
export function tally(session) {
  const current = session.current();
  const number = state => current.filter(file => stateOf(file) === state).length;
  const parts = ['fail', 'unreadable', 'review', 'pass'].filter(number).map(state => say(`${states[state]} ${number(state)} 份`, `${states[state]}: ${number(state)}`));
  const prior = session.files.filter(file => session.follower(file)).length;
  const earlier = session.files.filter(file => !session.follower(file) && session.successor(file)).length;
  const aside = [
    prior && say(`另 ${prior} 份作上年报告用`, `${prior} used as last year’s`),
    earlier && say(`${earlier} 份是改之前的`, `${earlier} replaced by a later one`),
  ].filter(Boolean);
  return [parts.join(say('，', ', ')), ...aside].join(say('；', '; '));
}

function row(file, session, open) {
  const follower = session.follower(file);
  const successor = follower ? null : session.successor(file);
  const link = make('a', {href: `#r${file.id}`, onclick: event => { event.preventDefault(); open(file); }}, file.name);
  const label = follower ? say('上年', 'Last year’s') : successor ? say('上一次', 'Before') : null;
  const state = stateOf(file);
  return make(
    'tr',
    {},
    make('th', {scope: 'row'}, link),
    make('td', {}, label ? make('span.state.missing', {}, label) : badge(state, states[state])),
    make('td', {}, who(file)),
    make('td.said', {}, follower ? say(`作 ${follower.name} 的上年报告`, `Last year’s report for ${follower.name}`) : successor ? say(`后来又放了 ${successor.name}`, `Replaced by ${successor.name}`) : what(file)),
  );
}

function who({answer}) {
  const name = answer && (answer.report.unit ?? answer.report.agency);
  if (!name) return say('看不出是哪个单位', 'no agency named');
  return answer.report.year === null ? name : say(`${name}，${answer.report.year}`, `${name}, ${answer.report.year}`);
}

/** The first thing to do, and how much more there is. */
function what(file) {
  if (!file.answer || stateOf(file) === 'unreadable') return headlineOf(file);
  if (stateOf(file) !== 'pass') return file.answer.report.outstanding;
  return file.prior ? say('没有发现问题，同上年的衔接也核对了', 'Nothing found, compared with last year, too') : say('没有发现问题', 'Nothing found');
}

function downloads(session) {
  const asked = session.current().filter(file => file.answer?.report.issues.length);
  const csv = async () => {
    const tables = [];
    for (const file of asked) {
      const reply = await session.desk.ask('csv', file);
      if (!reply.failed) tables.push(new TextDecoder().decode(reply.output));
    }
    // Each begins with the same header line.
    const rows = tables.map((table, at) => (at === 0 ? table : table.slice(table.indexOf('\n') + 1)));
    download(say('问题清单.csv', 'findings.csv'), `\ufeff${rows.join('')}`, 'text/csv');
  };
  return [asked.length > 0 && button(say('问题清单（csv）', 'Findings (csv)'), csv), button(say('打印', 'Print'), () => print())];
}
