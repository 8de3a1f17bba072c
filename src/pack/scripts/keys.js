// The map of the keyboard, as a dialog; and the switch for the keys that need no other key beside them, which get in the way of those who speak to
// their device or strike keys without meaning to.
import { element, inLanguage, styled } from './element.js';

const WORDS = JSON.parse('{{keys_words}}');
const page = document.documentElement;

styled('{{keys_style}}');

// A device that keeps nothing keeps the choice for this page.
const store = isOn => {
  if (isOn) delete page.dataset.keys;
  else page.dataset.keys = 'off';
  try {
    if (isOn) localStorage.removeItem('offprint:keys');
    else localStorage.setItem('offprint:keys', 'off');
  } catch {}
};

export const show = () => {
  if (document.querySelector('.keys')) return;
  const { title, map, single, close } = inLanguage(WORDS);
  const keys = text => text.split(' ').map(key => element('kbd', {}, key));
  const rows = map.flatMap(([pressed, does]) => [element('dt', {}, ...keys(pressed)), element('dd', {}, does)]);
  const toggle = element('input', { type: 'checkbox', checked: !page.dataset.keys, onchange: ({ target }) => store(target.checked) });
  const dialog = element('dialog', { className: 'keys', onclose: () => dialog.remove() },
    element('h2', { id: '_keys', tabIndex: -1, autofocus: true }, title),
    element('dl', {}, ...rows),
    element('p', {}, element('label', {}, toggle, ' ', single)),
    element('button', { type: 'button', className: 'quiet', onclick: () => dialog.close() }, close));
  dialog.setAttribute('aria-labelledby', '_keys');
  // Pressing beside it closes it, as Escape does.
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
};
