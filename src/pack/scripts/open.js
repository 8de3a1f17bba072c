// Opening a file of the reader's own: checked, then read as the site's own article is, and kept on the device if they say so. Nothing of it
// leaves the device. Loaded on the shelf, and when a file is dropped on any page.
import { element, inLanguage } from './element.js';

const CHECKER = '{{checker_glue}}';
const PROGRAM = '{{checker_wasm}}';
const PROGRAM_INTEGRITY = '{{checker_integrity}}';
// More than the format allows is not even read.
const MOST_BYTES = JSON.parse('{{most_bytes}}');

// What the shelf has to say, and what stands around pictures.
const WORDS = JSON.parse('{{open_words}}');

const root = new URL('.', import.meta.url).href;
// Not among the site's own caches, which come and go with its editions.
const STORE = `offprint-files:${new URL(root).pathname}`;
const address = key => `${root}shelf/?file=${encodeURIComponent(key)}`;
// A file that is not to be kept waits here for the page that shows it, and is gone when that has it.
const ONCE = 'once';

let program;
const check = async (text, words) => {
  program ??= import(root + CHECKER).then(async checker => {
    await checker.default({ module_or_path: fetch(root + PROGRAM, { integrity: PROGRAM_INTEGRITY }) });
    return checker;
  });
  // What could not be fetched may be there the next time.
  program.catch(() => (program = undefined));
  return JSON.parse((await program).check(text, words));
};

export const open = async (file, isToKeep) => {
  const slot = await shelf();
  const [{ checking, problems: found, full, failed }, around] = inLanguage(WORDS);
  const say = text => slot.querySelector('[role=status]').replaceChildren(text);
  try {
    say(checking);
    const { article, pictures, problems } = await check(await file.slice(0, MOST_BYTES + 1).text(), JSON.stringify(around));
    if (problems) return say(list(found.replace('{}', file.name), problems));
    const key = isToKeep ? `${article.id}.${article.lang}` : ONCE;
    const store = await caches.open(STORE);
    await store.put(address(key), new Response(JSON.stringify({ article, pictures }), { headers: { 'x-title': encodeURIComponent(article.title) } }));
    location.href = address(key);
  } catch (error) {
    console.warn('The file was not opened.', error);
    say(error.name === 'QuotaExceededError' ? full : failed);
  }
};

// The bundle of an opened file: the site's words, the file's article. None when it is not here any more.
export const bundle = async (text, key) => {
  const store = await caches.open(STORE);
  const kept = await store.match(address(key));
  if (!kept) return;
  if (key === ONCE) await store.delete(address(key));
  const { article, pictures } = await kept.json();
  const { site, words, lexicon } = JSON.parse(text);
  const language = site.languages.find(({ tag }) => tag === article.lang) ?? { tag: article.lang, name: article.lang, offer: '' };
  document.title = `${article.title} · ${site.title}`;
  // Without an edition: that is the mark of an article which is no part of the site.
  return JSON.stringify({ site: { title: site.title, languages: [language], edition: '', edition_note: '' }, article, words, lexicon, pictures });
};

// Fills the shelf's place for files, and answers what is chosen there.
export const show = async slot => {
  const [{ title, text, keep }] = inLanguage(WORDS);
  const label = element('label', { htmlFor: '_file' }, title);
  const status = element('div');
  status.setAttribute('role', 'status');
  slot.replaceChildren(
    element('h2', { className: 'label' }, label),
    element('p', { className: 'label' }, text),
    element('p', {}, element('input', { id: '_file', type: 'file', accept: '.json,application/json' })),
    element('p', { className: 'label' }, element('label', {}, element('input', { type: 'checkbox' }), ' ', keep)),
    status,
    element('ul'));
  slot.querySelector('[type=file]').addEventListener('change', ({ target }) => {
    if (target.files[0]) open(target.files[0], slot.querySelector('[type=checkbox]').checked);
    target.value = '';
  });
  // The installed app is handed a file by the system.
  self.launchQueue?.setConsumer(async ({ files }) => files[0] && open(await files[0].getFile(), false));
  await listed(slot);
};

const listed = async slot => {
  const store = await caches.open(STORE);
  const items = (await store.keys()).filter(({ url }) => url !== address(ONCE)).map(async ({ url }) => {
    const title = decodeURIComponent((await store.match(url)).headers.get('x-title'));
    const forget = element('button', { type: 'button', className: 'quiet' }, inLanguage(WORDS)[0].forget);
    forget.addEventListener('click', async () => {
      await store.delete(url);
      await listed(slot);
    });
    // Another page of the reader, not one of this site's.
    const link = element('a', { href: url }, title);
    link.dataset.native = '';
    return element('li', {}, link, ' ', forget);
  });
  slot.querySelector('ul').replaceChildren(...(await Promise.all(items)));
};

const list = (title, problems) => {
  const place = ({ line, column, message, help }) => element('li', {}, element('span', { className: 'label' }, `${line}:${column} `), `${message} `, element('span', { className: 'label' }, help));
  return element('div', {}, element('p', {}, title), element('ol', { className: 'problems' }, ...problems.slice(0, 50).map(place)));
};

// The shelf's place for files, wherever the reader was.
const shelf = () => new Promise(done => {
  // Once it has been filled.
  const find = () => document.querySelector('#_files:has([role=status])');
  if (find()) return done(find());
  const observer = new MutationObserver(() => {
    if (!find()) return;
    observer.disconnect();
    done(find());
  });
  observer.observe(document.getElementById('_app'), { childList: true, subtree: true });
  document.querySelector('.foot a[href*="shelf/"]').click();
});
