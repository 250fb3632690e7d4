'use strict';

// The page's own words, in both languages where they are said; which is shown was decided when the page was made.

export const chinese = document.documentElement.lang === 'zh-CN';

export const say = (zh, en) => (chinese ? zh : en);

/** `1 report`, `2 reports`: English only. */
export const count = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`;

/** Fills in the words of the frame. */
export function speak() {
  for (const node of document.querySelectorAll('[data-zh]')) node.textContent = say(node.dataset.zh, node.dataset.en);
}

/** What a state is called. */
export const states = {
  pass: say('通过', 'Passed'),
  review: say('请核实', 'To check'),
  fail: say('退回', 'To mend'),
  unreadable: say('读不了', 'Unreadable'),
};
