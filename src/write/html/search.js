'use strict';
// Without a script every row is there and the tiles filter all the same; only the search box is missing.
const rows = [...document.querySelectorAll('.u')], q = document.getElementById('q'), n = document.getElementById('n');
const clean = s => s.normalize('NFKC').replace(/\s/g, '').toLowerCase();
const text = rows.map(r => clean(r.textContent));
const below = rows.map(r => r.querySelector('th a')).map(a => a && document.querySelector(a.hash));
const said = n.dataset.said.split('#');
function list() {
  const want = clean(q.value), s = document.querySelector('[name=s]:checked').id.slice(2);
  let shown = 0;
  rows.forEach((r, i) => {
    r.hidden = !text[i].includes(want);
    if (below[i]) below[i].hidden = r.hidden;
    shown += !r.hidden && (s === 'all' || r.classList.contains(s));
  });
  document.querySelector('.none').hidden = shown > 0;
  n.textContent = shown === rows.length ? '' : said[0] + shown + said[1] + rows.length + said[2];
}
document.querySelector('.find').hidden = false;
q.oninput = list;
document.querySelectorAll('[name=s]').forEach(r => r.onchange = list);
list();
