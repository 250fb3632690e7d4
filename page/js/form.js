import {say} from './words.js';
import {make} from './dom.js';

// Draws a table of the report as the form prints it, with the marks on its cells.

const CLASSES = {near: 'near', asked: 'asked', wrong: 'wrong'};

const MOST_COLUMNS = 8;

export const cellId = (table, cell) => `c${table}-${cell}`;

/** The table in its frame: a region with a name, since it may be wider than the screen. `mended`: issues by cell that are gone. */
export function form(table, heading, mended = new Map()) {
  const name = [heading, table.legend].filter(Boolean).join('，');
  // As wide as the page: its head can stay in sight while one scrolls.
  const fits = table.rows.every(row => row.cells.length <= MOST_COLUMNS);
  const caption = make(table.legend ? 'caption' : 'caption.sr', {}, table.legend ?? name);
  return make(
    fits ? 'div.wide.fits' : 'div.wide',
    {tabindex: '0', role: 'region', 'aria-label': `${name}，${say('表', 'table')}`},
    make('table.form', {}, caption, head(table), make('tbody', {}, table.rows.map((row, at) => line(table, row, at, mended)))),
  );
}

function head({corner: [across, down], head: rows}) {
  const corner = make(`td.l.corner${step(across)}`, {colspan: across, rowspan: down});
  return make('thead', {}, rows.map((row, at) => make('tr', {}, at === 0 ? corner : null, row.map(columnHead))));
}

function columnHead({label, across, down, group, on}) {
  return make(on ? 'th.on' : 'th', {scope: group ? 'colgroup' : 'col', colspan: span(across), rowspan: span(down)}, label);
}

function line(table, row, at, mended) {
  const columns = row.cells.length;
  // The labels that begin in a row are its last ones: how far the first is in follows from how far they reach together.
  let inner = table.corner[0] - row.labels.reduce((sum, label) => sum + label.across, 0);
  const labels = row.labels.map(label => {
    inner += label.across;
    return rowHead(label, inner - label.across + 1);
  });
  const cells = row.cells.map((cell, column) => figure(cell, table.at, at * columns + column, mended));
  return make('tr', {}, labels, cells);
}

function rowHead({label, across, down, group, on}, inner) {
  const kind = group ? `th.g${Math.min(inner, 2)}` : `th.l${step(across)}`;
  const scope = group ? 'rowgroup' : 'row';
  return make(on ? `${kind}.on` : kind, {scope, colspan: span(across), rowspan: span(down)}, label);
}

/** The class of a label that reaches over several steps. */
const step = across => (across > 1 ? `.l${Math.min(across, 3)}` : '');
const span = number => (number > 1 ? number : null);

function figure(cell, table, at, mended) {
  const id = cellId(table, at);
  const gone = mended.get(id);
  if (gone && (!cell.mark || cell.mark.mark === 'near')) return linked('mended', id, gone, cell.value, gone.note);
  if (!cell.mark) return make(cell.kind === 'zero' ? 'td.nil' : 'td', {}, cell.value);
  const kind = CLASSES[cell.mark.mark];
  if (kind === 'near') return make('td.near', {}, cell.value);
  return linked(kind, id, {number: cell.mark.issues[0]}, cell.value, cell.mark.note);
}

/** A cell that leads back to its issue. */
function linked(kind, id, {number}, value, note) {
  const link = make('a', {href: `#f${number}`}, make('sup', {'aria-hidden': 'true'}, String(number)), value, note ? make('small', {}, note) : null);
  return make(`td.${kind}`, {id}, link);
}
