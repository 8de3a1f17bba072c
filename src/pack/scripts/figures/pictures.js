// Pictures are one stop of the Tab key; from there the arrow keys lead from part to part, Home and End to the first and the last.
import { element } from '../element.js';

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

document.addEventListener('keydown', event => {
  const part = event.target.closest?.('.part');
  const step = STEPS[event.key];
  if (!part || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const parts = [...part.closest('svg').querySelectorAll('.part')];
  const next = parts[Math.min(Math.max(parts.indexOf(part) + step, 0), parts.length - 1)];
  // A link is a stop of its own.
  if (!part.hasAttribute('href')) part.removeAttribute('tabindex');
  next.setAttribute('tabindex', '0');
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
});

// The table of a figure as a file, in UTF-8 with its mark, without which spreadsheets take it for something else.
document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-do=csv]');
  if (!button) return;
  const figure = button.closest('figure');
  const cell = ({ textContent }) => `"${textContent.replaceAll('"', '""')}"`;
  const lines = [...figure.querySelectorAll('tr')].map(row => `${[...row.cells].map(cell).join(',')}\r\n`);
  element('a', { href: `data:text/csv;charset=utf-8,${encodeURIComponent(`\ufeff${lines.join('')}`)}`, download: `${figure.id}.csv` }).click();
});
