// What this device keeps of the site, in honest words, and what can be done about it: shown on the about page.
import { element, inLanguage } from './element.js';

const WORDS = JSON.parse('{{keep_words}}');
const SAID = { impossible: 'impossible', off: 'off', keeping: 'coming', kept: 'done', full: 'full', failed: 'failed' };

// In thousands, as storage is sold.
const size = bytes => bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(0)} GB`;

export const show = async place => {
  const state = self.offprint.kept;
  if (!state) return;
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const persists = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  const say = inLanguage(WORDS);
  const paragraph = (className, ...inside) => element('p', { className }, ...inside);
  const isKept = state.is === 'kept';
  // Of a library, articles are kept as they are read.
  const said = isKept && 'library' in place.dataset ? 'read' : SAID[state.is];
  const parts = [element('p', {}, say[said].replace('{}', size(state.bytes ?? 0)))];
  if (isKept) parts.push(paragraph('label', persists ? say.promised : say.not_promised, ' ', quota > usage ? say.room.replace('{}', size(quota - usage)) : ''));
  const can = {
    keep: isKept ? !persists && say.ask : /off|full|failed/.test(state.is) && say.keep,
    remove: isKept && say.remove,
    install: state.installs && say.install,
  };
  const actions = Object.entries(can).filter(([, name]) => name).map(([does, name]) => {
    const button = element('button', { type: 'button', className: 'quiet' }, name);
    button.dataset.do = does;
    return button;
  });
  if (actions.length) parts.push(paragraph('actions', ...actions));
  if (!state.installs) parts.push(paragraph('label', say.hint));
  // A later state may have been asked for meanwhile.
  if (state === self.offprint.kept) place.replaceChildren(element('dt', {}, say.title), element('dd', {}, ...parts));
};

// The place is another one each time the page is opened.
document.addEventListener('offprint:kept', () => {
  const place = document.getElementById('_keep');
  if (place) show(place);
});
