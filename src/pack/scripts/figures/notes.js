// A note that is not in view opens beside its mark, so that nobody loses the line. Where popovers are unknown the mark leads to the note, as
// without scripts.
import { element, named } from '../element.js';

const card = element('div', { className: 'card note-card', popover: 'auto', tabIndex: -1 });
card.setAttribute('role', 'note');

document.addEventListener('click', event => {
  const mark = event.target.closest?.('.note-mark a');
  const note = mark && document.getElementById(mark.getAttribute('href').split('#').pop());
  if (!note || !card.showPopover || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { top, bottom } = note.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  event.preventDefault();
  const text = note.querySelector(':scope > div').cloneNode(true);
  for (const part of [text, ...text.querySelectorAll('[id]')]) part.removeAttribute('id');
  document.querySelector('[data-anchor]')?.removeAttribute('data-anchor');
  mark.dataset.anchor = '';
  named(card, mark.ariaLabel).replaceChildren(text);
  document.getElementById('_app').after(card);
  card.showPopover();
  card.focus({ preventScroll: true });
}, true);
