import {chinese, count, say, states} from './words.js';
import {badge, button, download, make} from './dom.js';
import {cellId, form} from './form.js';

// One report with its findings: the verdict, what must be mended, what must be looked at, what was not looked at, and the report
// itself with the places marked.

const KINDS = {mend: 'fail', ask: 'review', note: 'pass'};
const STANDING = {new: say('新出现', 'New'), still: say('仍在', 'Still there'), changed: say('仍在，数变了', 'Still there, changed')};

/** The whole of a file's result. */
export function reportView(file, session) {
  if (!file.answer) return failed(file);
  const {report} = file.answer;
  if (report.state === 'unreadable') return unreadable(file);
  const findings = list(file);
  return [head(file, session), ...(findings ? [sides(findings, file.answer)] : calm(file))];
}

/** A file whose worker was ended, or failed. */
export const failures = {
  slow: [say('时间过长，已停下', 'It took too long and was stopped'), say('读它用了 20 秒还没有读完', 'It was not read within 20 seconds')],
  deep: [say('读它的时候出错，已停下', 'Reading it failed and was stopped'), say('里面一层套一层，套得太深', 'It is nested too deeply')],
  broken: [say('读它的时候出错，已停下', 'Reading it failed and was stopped'), say('它要的内存太多，或者内容不合格式', 'It asks for too much memory, or is malformed')],
  large: [say('文件太大', 'The file is too large'), say('超过 100 MB 的文件不读', 'Files of more than 100 MB are not read')],
  gone: [say('文件打不开', 'The file cannot be opened'), say('它可能已经移走，或者正被别的程序占用', 'It may have been moved, or another program holds it')],
};

function failed(file) {
  const [headline, why] = failures[file.failed] ?? failures.broken;
  const steps = [
    say('用 WPS 或 Word 打开它，另存为 docx，再放进来', 'Open it in an office program, save it as docx, and drop that'),
    say('打不开，就向给你文件的人再要一份', 'If it does not open, ask for the file again'),
  ];
  return torn(file, headline, say(`${why}，所以一个数也没有核对。别的文件不受影响。`, `${why}: nothing in it was checked. Other files are not affected.`), steps);
}

function unreadable(file) {
  const {report} = file.answer;
  const steps = report.issues.flatMap(issue => issue.task.split(/；|; /)).filter(Boolean);
  return torn(file, report.headline, say('里面的表读不出来，所以一个数也没有核对。', 'Its tables cannot be read: nothing in it was checked.'), steps);
}

function torn(file, headline, why, steps) {
  const known = {[say('文件', 'File')]: file.name, [say('大小', 'Size')]: size(file.size)};
  return [
    make('header.head', {}, make('div', {}, title('unreadable', headline), facts(known))),
    make('div.what', {}, make('p', {}, why), make('h3', {}, say('怎么办', 'What to do')), make('ol', {}, steps.map(step => make('li', {}, step)))),
  ];
}

const size = bytes => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

const title = (state, headline) => make('h2', {tabindex: '-1'}, badge(state, states[state]), headline);

const facts = known => make('dl.known', {}, Object.entries(known).filter(([, value]) => value).map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));

function head(file, session) {
  const {answer} = file;
  const {report} = answer;
  const [there, whole] = answer.cells;
  const edition = answer.edition ? say(`${answer.form}，${answer.edition} 版`, `${answer.form}, edition ${answer.edition}`) : answer.form;
  const known = {
    [say('单位', 'Agency')]: report.unit ?? report.agency ?? say('没有写', 'not named'),
    [say('年度', 'Year')]: report.year === null ? say('没有写', 'not named') : String(report.year),
    [say('表式', 'Form')]: edition,
    [say('读到', 'Read')]: say(`${there} 格，共 ${whole} 格`, `${there} of ${whole} cells`),
    [say('文件', 'File')]: file.name,
    [say('上年报告', 'Last year’s')]: file.prior?.name,
    [say('上一次', 'Before')]: answer.gone ? file.before.name : null,
  };
  return make(
    'header.head',
    {},
    make('div', {}, title(report.state, headline(answer)), sentences(answer).map(words => make('p', {}, words)), facts(known)),
    make('div.row', {}, downloads(file, session)),
  );
}

function headline({report, gone}) {
  const open = report.state === 'fail' || report.state === 'review';
  return gone && open && chinese ? `还有 ${report.headline}` : report.headline;
}

function sentences({report, gone}) {
  const advice = {
    fail: say('照这样报送会被退回。改好以后再拖进来', 'As it is, it will be returned. Mend it and drop it again'),
    review: say('可以报送；请先看一遍，改正或准备好说明', 'It can be sent; look at these first, mend them or have your reasons ready'),
  };
  const lines = [advice[report.state]];
  if (gone) {
    const asked = report.issues.filter(({standing}) => standing);
    const fresh = asked.filter(({standing}) => standing === 'new').length;
    const still = asked.length - fresh;
    lines.push(say(`同上一次放进来的比：已改 ${gone.length} 处，新出现 ${fresh} 处，仍在 ${still} 处`, `Against the one before: ${gone.length} mended, ${fresh} new, ${still} still there`));
  }
  return lines.filter(Boolean);
}

const stem = name => name.split('/').pop().replace(/\.[^.]*$/, '');

function downloads(file, session) {
  const {desk} = session;
  const get = async (want, name, type) => {
    const reply = await desk.ask(want, file);
    if (!reply.failed) download(name, reply.output, type);
  };
  const {marked, report} = file.answer;
  const asked = report.issues.length > 0;
  return [
    marked && button(say(`标注好的原文件（${marked}）`, `The file with its marks (${marked})`), () => get('marked', `${stem(file.name)}${say('（标注）', ' (marked)')}.${marked}`, 'application/octet-stream')),
    asked && button(say('问题清单（csv）', 'Findings (csv)'), () => get('csv', `${stem(file.name)}${say('问题清单', '-findings')}.csv`, 'text/csv')),
    button(say('报告数据（yaml）', 'Report data (yaml)'), () => get('yaml', `${stem(file.name)}.yaml`, 'application/yaml')),
    button(say('打印', 'Print'), () => print()),
  ];
}

// What is wrong

function list(file) {
  const {report, gone} = file.answer;
  const of = kind => report.issues.filter(issue => issue.kind === kind);
  const groups = [
    [say('要改', 'To mend'), of('mend')],
    [say('请核实', 'To check'), of('ask')],
    [say('供参考', 'Worth knowing'), of('note')],
  ];
  const mendedOnes = (gone ?? []).map((issue, at) => ({...issue, number: report.issues.length + at + 1}));
  if (!report.issues.length && !mendedOnes.length) return null;
  return make(
    'div.list',
    {},
    groups.map(([name, issues]) => group(name, issues, finding)),
    group(say('已改', 'Mended'), mendedOnes, issue => mended(issue, report)),
    rest(file),
  );
}

function group(name, issues, draw) {
  if (!issues.length) return null;
  const words = say(`${name}（${issues.length} 处）`, `${name} (${issues.length})`);
  return [make('h3', {}, words), make('ol', {}, issues.map(draw))];
}

function finding(issue) {
  const {standing} = issue;
  const messages = issue.checks.map(check => check.message).filter(message => !message.endsWith(issue.fault));
  const sure = issue.sure && messages.length > 1 ? `${issue.sure}${say('：', ':')}` : issue.sure;
  return make(
    `li.finding.${KINDS[issue.kind]}`,
    {id: `f${issue.number}`},
    number(issue),
    sentence(issue, target(issue), standing && make(`span.state.${standing === 'new' ? 'fail' : 'review'}`, {}, STANDING[standing]), fix(issue)),
    sure ? make('p.then', {}, sure) : null,
    messages.length ? make('ul.sums', {}, messages.map(message => make('li', {}, message))) : null,
    issue.choices.length ? make('ul.sums', {}, issue.choices.map(choice => make('li', {}, choice))) : null,
    issue.task ? make('p.then', {}, issue.task) : null,
    explanation(issue),
  );
}

/** An issue of the submission before that is no longer there. */
function mended(issue, report) {
  const place = issue.targets.find(target => target.cell);
  const now = place ? valueAt(report, place.cell) : null;
  const words = issue.found && now !== null ? say(`原填 ${issue.found}，现填 ${now}`, `was ${issue.found}, is now ${now}`) : say('已经没有这个问题', 'no longer there');
  return make(
    'li.finding.pass',
    {id: `f${issue.number}`},
    number(issue),
    sentence(issue, now === null ? null : cellId(...place.cell), make('span.state.pass', {}, say('已改', 'Mended')), make('span', {}, words)),
  );
}

const number = issue => make('span.no', {'aria-hidden': 'true'}, String(issue.number));

/** The sentence of a finding, which is the link to its place. */
function sentence(issue, id, badge, fix) {
  const colon = say('：', ': ');
  const place = issue.quote.length ? [say('“', '“'), issue.quote.map(piece), say('”', '”')] : issue.place;
  const heading = issue.section ? make('span.heading', {}, issue.section + (place.length ? say('，', ', ') : colon)) : null;
  return make(
    id ? 'a.say' : 'div.say',
    {href: id ? `#${id}` : null},
    badge || heading ? make('span.sec', {}, badge, heading) : null,
    place.length ? make('span.place', {}, place, colon) : null,
    fix,
  );
}

const piece = ({words, marked}) => (marked ? make('mark', {}, words) : words);

/** What is wrong, with the figure that is there and the one that belongs there set off. */
function fix({fault, found, expected}) {
  const at = found && expected ? fault.indexOf(found) : -1;
  const right = at < 0 ? -1 : fault.indexOf(expected, at + found.length);
  if (right < 0) return make('span.fix', {}, fault);
  return make('span.fix', {}, fault.slice(0, at), make('b.was', {}, found), fault.slice(at + found.length, right), make('b.is', {}, expected), fault.slice(right + expected.length));
}

function explanation({checks}) {
  const rules = checks.filter(({code}, at) => checks.findIndex(other => other.code === code) === at);
  const law = [...new Set(rules.flatMap(check => check.law))];
  const lines = rules.map(({rule, name, code}) => make('p', {}, rule || name, say(`（规则 ${code}）`, ` (rule ${code})`)));
  const basis = law.length ? make('p', {}, say('依据：', 'Basis: '), law.join(say('；', '; '))) : null;
  return make('details', {}, make('summary', {}, say('依据与说明', 'Basis and explanation')), lines, basis);
}

function rest({answer: {report}, prior}) {
  if (!report.unchecked.length) return null;
  const hint = prior ? null : make('li', {}, say('把上年的报告也放进来，就核对两年的衔接', 'Drop last year’s report as well, and the two years are compared'));
  const line = ({why, rules}) => make('li', {}, rules.length > 2 ? say(`${why}：${rules.slice(0, 2).join('、')}等 ${rules.length} 项`, `${why}: ${rules.slice(0, 2).join(', ')} and others, ${rules.length} in all`) : `${why}${say('：', ': ')}${rules.join(say('、', ', '))}`);
  return make('div.rest', {}, make('b', {}, say('这次没有核对的', 'Not checked this time')), make('ul', {}, report.unchecked.map(line), hint));
}

/** The id of an issue's first place that is drawn. */
function target(issue) {
  for (const {cell, sentence} of issue.targets) {
    if (cell) return cellId(...cell);
    if (sentence) return `s${sentence[2]}`;
  }
  return null;
}

function valueAt(report, [table, cell]) {
  const drawn = report.sections.flatMap(section => section.tables).find(known => known.at === table);
  if (!drawn) return null;
  const columns = drawn.rows[0].cells.length;
  return drawn.rows[Math.floor(cell / columns)]?.cells[cell % columns].value ?? null;
}

// The report

/** Findings beside the report. */
function sides(findings, {report, gone: goneIssues}) {
  const gone = new Map();
  goneIssues?.forEach((issue, at) => {
    const place = issue.targets.find(target => target.cell);
    const note = issue.found ? say(`原填 ${issue.found}`, `was ${issue.found}`) : null;
    if (place) gone.set(cellId(...place.cell), {number: report.issues.length + at + 1, note});
  });
  const touched = section => section.paragraphs.some(paragraph => paragraph.pieces.some(({issue}) => issue)) || section.tables.some(table => isMarked(table, gone));
  const shown = report.sections.filter(hasContent);
  const open = shown.filter(touched);
  const quiet = shown.filter(section => !touched(section));
  const bar = make('div.where', {hidden: true}, make('span'), make('span.row', {}, make('a.button.small.back', {href: '#f1'}), make('button.button.small', {type: 'button', 'data-next': ''}, say('下一处', 'Next'))));
  const doc = make('div.doc', {}, open.map(section => whole(section, gone)), quiet.length ? make('h3', {}, say('其余部分', 'The rest')) : null, quiet.map(section => folded(section, gone)), bar);
  return make('div.sides', {}, findings, doc);
}

const hasContent = section => section.paragraphs.length > 0 || section.tables.length > 0;

const isMarked = (table, gone) => table.rows.some((row, at) => row.cells.some((cell, column) => (cell.mark && cell.mark.mark !== 'near') || gone.has(cellId(table.at, at * row.cells.length + column))));

const nameOf = section => section.heading || say('开头', 'Before the first heading');

const whole = (section, gone) => [make('h3', {}, nameOf(section)), content(section, gone)];

function folded(section, gone) {
  const cells = section.tables.reduce((sum, table) => sum + table.rows.reduce((sum, row) => sum + row.cells.length, 0), 0);
  const tables = section.tables.length;
  const fine = say('没有发现问题', 'nothing found');
  const words = tables ? say(`${tables} 张表 ${cells} 格，${fine}`, `${count(tables, 'table')}, ${count(cells, 'cell')}: ${fine}`) : fine;
  return make('details', {}, make('summary', {}, nameOf(section), make('span', {}, words)), content(section, gone));
}

const content = (section, gone) => [section.paragraphs.map(paragraph), section.tables.map(table => form(table, nameOf(section), gone))];

/** A paragraph; the pieces of one marked sentence stand together, and its marked figure leads back to the finding. */
function paragraph({pieces}) {
  const nodes = [];
  let sentence = null;
  for (const {words, marked, issue} of pieces) {
    if (!issue) {
      sentence = null;
      nodes.push(words);
      continue;
    }
    if (sentence?.issue !== issue) {
      sentence = {issue, node: make('span', {id: `s${issue}`, 'data-sentence': ''})};
      nodes.push(sentence.node);
    }
    sentence.node.append(marked ? make('a', {href: `#f${issue}`, 'aria-label': say(`${words}，见第 ${issue} 处`, `${words}, see no. ${issue}`)}, make('mark', {}, words)) : words);
  }
  for (const {node, issue} of sentencesOf(nodes)) if (!node.querySelector('a')) wrap(node, issue);
  return make('p.prose', {}, nodes);
}

const sentencesOf = nodes => nodes.filter(node => node.dataset).map(node => ({node, issue: node.id.slice(1)}));

/** A sentence without a marked figure is the link itself. */
function wrap(node, issue) {
  const link = make('a', {href: `#f${issue}`}, make('mark', {}, ...node.childNodes));
  node.append(link);
}

/** A report with nothing to say about. */
function calm(file) {
  const {report, held} = file.answer;
  const words = say(
    `核对了 ${held} 项规定，都相符，可以按要求报送。收到以后，办公室还会把它同别的单位的报告放在一起核对。`,
    `${count(held, 'rule')} held to, all met: it can be sent. The office will also compare it with the reports of others.`,
  );
  const unchecked = rest(file);
  unchecked?.classList.add('what');
  return [make('p.what', {}, words), make('div.doc.what', {}, report.sections.filter(hasContent).map(section => folded(section, new Map()))), unchecked];
}
