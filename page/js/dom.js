// Builds the nodes of the page. Text goes in as text: nothing of a document is ever taken for markup.

export const one = (query, at = document) => at.querySelector(query);
export const all = (query, at = document) => [...at.querySelectorAll(query)];

/** `make('li.finding.fail', {id: 'f1'}, 'words', node)`; null, undefined and false are left out. */
export function make(what, attributes = {}, ...children) {
  const [name, ...classes] = what.split('.');
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === 'onclick') node.addEventListener('click', value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The sign and word of a state. */
export const badge = (state, word) => make(`span.state.${state}`, {}, icon(state), word);

export const button = (words, onclick) => make('button.button.small', {type: 'button', onclick}, words);

/** Hands bytes to the person as a file. */
export function download(name, bytes, type) {
  const url = URL.createObjectURL(new Blob([bytes], {type}));
  const link = make('a', {href: url, download: name});
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
