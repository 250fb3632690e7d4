import {say} from './words.js';
import {all, one} from './dom.js';

// A finding and its places find each other: the sentence of the finding leads to the cell or the sentence of the report, and that
// leads back. At a place a bar at the lower edge says where one is.

const LINK = /^#(f\d+|c\d+-\d+|s\d+)$/;

/** Goes to a finding, a cell or a sentence: focus and ring. */
export function go(id) {
  const to = document.getElementById(id);
  if (!to) return;
  const folded = to.closest('details');
  if (folded) folded.open = true;
  all('.hit').forEach(node => node.classList.remove('hit'));
  to.classList.add('hit');
  const isPlace = !to.matches('.finding');
  (isPlace ? one('a', to) : one('.say', to)).focus({preventScroll: true});
  to.scrollIntoView({block: 'center', inline: 'center'});
  bar(isPlace ? to : null);
}

function bar(place) {
  const bar = one('.where');
  if (!bar) return;
  bar.hidden = !place;
  if (!place) return;
  const link = one('a', place);
  const finding = one(link.hash);
  finding.classList.add('hit');
  const at = [one('.heading', finding), one('.place', finding)].map(node => node?.textContent ?? '').join('');
  one('span', bar).textContent = say('正在看 ', 'At ') + at.replace(/[：，:,]\s*$/, '');
  const back = one('.back', bar);
  back.href = link.hash;
  const number = one('.no', finding).textContent;
  back.textContent = say(`回到第 ${number} 处`, `Back to no. ${number}`);
}

/** Goes to the place of the finding after the one that the bar is at. */
function next() {
  const links = all('.say[href]');
  const now = links.findIndex(link => link.closest('.finding').id === one('.where .back').hash.slice(1));
  const to = links[(now + 1) % links.length];
  if (to) go(to.hash.slice(1));
}

export function listen() {
  addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && LINK.test(link.hash)) {
      event.preventDefault();
      go(link.hash.slice(1));
    }
    if (event.target.closest?.('[data-next]')) next();
  });
  addEventListener('keydown', event => {
    const back = one('.where:not([hidden]) .back');
    if (event.key === 'Escape' && back) go(back.hash.slice(1));
  });
}
