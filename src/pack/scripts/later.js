// What a page loads only when it is wanted: scripts for tables and pictures that come near the window, for places that are opened, for files that
// are dropped, for the map of the keyboard. `load` has a function for each script; one that is not there is not offered. `home` is the site's address.
import { paper } from './paper.js';

export const later = (load, home) => {
  paper(home);
  const page = document.documentElement;
  const near = new IntersectionObserver(seen => seen.some(({ isIntersecting }) => isIntersecting) && figures(), { rootMargin: '100% 0%' });
  const look = () => document.querySelectorAll('figure, .note-mark').forEach(part => near.observe(part));
  const figures = () => {
    near.disconnect();
    document.removeEventListener('offprint:went', look);
    // What could not be fetched is looked for again on the next page.
    load.figures().catch(() => document.addEventListener('offprint:went', look));
  };
  document.addEventListener('offprint:went', look);
  // An address that asks for an order is answered at once.
  if (/[?&](sort|find|only)\./.test(location.href)) figures();
  else look();

  // A device may deny storage, and on somebody else's page there is none; then nothing has been switched off.
  try { if (localStorage.getItem('offprint:keys') === 'off') page.dataset.keys = 'off'; } catch {}
  const keys = () => load.keys().then(({ show }) => show()).catch(() => {});
  document.addEventListener('keydown', event => {
    const { key, target, altKey, isComposing } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    // Those that work alone belong to whoever types, and can be switched off.
    const isTyping = target.closest?.('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');
    const isAlone = !(isCommand || altKey || isTyping || page.dataset.keys);
    if (isComposing) return;
    if (isCommand ? key === 'k' : key === '/' && isAlone) {
      event.preventDefault();
      const field = document.getElementById('_q');
      field.focus();
      field.select();
    } else if (key === '?' && isAlone && load.keys) keys();
  });
  document.addEventListener('click', ({ target }) => {
    if (target.closest?.('[data-do=keys]')) keys();
    const figure = target.closest?.('[data-do=enlarge]')?.closest('figure');
    if (figure) load.zoom().then(({ show }) => show(figure)).catch(() => {});
  });

  const fill = (place, script) => {
    if (!place || !script || 'shown' in place.dataset) return;
    place.dataset.shown = '';
    script().then(({ show }) => show(place)).catch(() => delete place.dataset.shown);
  };
  const fillPlaces = () => {
    fill(document.getElementById('_files'), load.open);
    fill(document.querySelector('#_share[open] > div'), load.share);
    fill(document.getElementById('_keep'), load.keeping);
    fill(document.querySelector('main'), load.library);
  };
  new MutationObserver(fillPlaces).observe(document.body, { childList: true, subtree: true, attributeFilter: ['open'] });
  fillPlaces();
  const hasFile = ({ dataTransfer }) => load.open && dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', event => hasFile(event) && event.preventDefault());
  document.addEventListener('drop', event => {
    if (!hasFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    load.open().then(({ open }) => open(file, false));
  });
};
