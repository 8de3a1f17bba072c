// The about page's place for whoever wants the article on a page of their own: code to copy, and what it will look like. Loaded when that
// place is opened; the article's sections and passages come out of the bundle that the reader has, too.
import { element, inLanguage, styled } from './element.js';

const WORDS = JSON.parse('{{share_words}}');

const root = new URL('.', import.meta.url).href;

const escaped = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

// The words of a passage, as the reader's own plain text has them: without the signs of notes, with the text of ruby and not its reading.
const plain = run => {
  if (typeof run === 'string') return run;
  if (Array.isArray(run)) return run.map(plain).join('');
  return Object.entries(run).map(([kind, inside]) => (kind === 'note' ? '' : plain(inside.text ?? inside.base ?? inside))).join('');
};

const bundleOf = async (article, lang) => {
  const [, list] = document.getElementById('_app').dataset.edition.split(' ');
  const answered = async file => {
    const response = await fetch(root + file);
    if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
    return response.json();
  };
  const { bundles } = await answered(list);
  return answered(bundles.find(bundle => bundle.article === article && bundle.lang === lang).file);
};

styled('{{share_style}}');

export const show = async place => {
  const { article, lang, path } = place.dataset;
  const say = inLanguage(WORDS);
  const bundle = await bundleOf(article, lang);
  const { title, sections } = bundle.article;
  const base = bundle.site.base_url ?? root;
  const address = `${base}${path}`;
  // Without it there is no preview, but all of the code.
  await import(`${root}embed.js`).catch(() => {});

  const choice = (name, label, options) => {
    const select = element('select', { name }, ...options.map(([value, text]) => element('option', { value }, text)));
    return element('label', {}, element('span', { className: 'label' }, label), ' ', select);
  };
  const parts = sections.filter(section => section.title).map(({ id, title }) => [id, title]);
  const passages = sections.flatMap(({ blocks }) => blocks.flatMap(({ paragraph }) => paragraph ?? [])).filter(({ id }) => id);
  const words_of = ({ text }) => plain(text).trim();
  const start = text => (text.length > 30 ? `${text.slice(0, 30)}…` : text);
  const form = element('form', { className: 'embed-choices' },
    choice('section', say.part, [['', say.whole], ...parts]),
    choice('theme', say.theme, [['auto', say.auto], ['light', say.light], ['dark', say.dark], ['host', say.host]]),
    choice('height', say.height, [['', say.follows], ['600px', '600 px']]),
    choice('isolation', say.isolation, [['', say.usual], ['strict', say.strict]]));
  const quoted = choice('passage', say.passage, passages.map(passage => [passage.id, start(words_of(passage))]));

  const code = name => {
    const area = element('textarea', { readOnly: true, rows: 1, spellcheck: false });
    area.setAttribute('aria-label', say[name]);
    const said = element('span', { className: 'label' });
    said.setAttribute('role', 'status');
    const copy = element('button', { type: 'button', className: 'quiet' }, say.copy);
    copy.addEventListener('click', async () => {
      area.select();
      try {
        await navigator.clipboard.writeText(area.value);
      } catch {
        // Without a secure connection, and where it is not allowed: what is selected can be copied all the same.
        document.execCommand('copy');
      }
      said.textContent = say.copied;
    });
    const line = element('p', { className: 'actions' }, element('strong', {}, say[name]), copy, said);
    return { area, whole: element('div', {}, line, area) };
  };
  const codes = { tag: code('tag'), frame: code('frame'), link: code('link'), quote: code('quote') };
  const preview = element('offprint-article');

  const put = (name, text) => {
    const { area } = codes[name];
    area.value = text;
    // As high as what stands in it.
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  };

  // What the preview has come to is what the same code will be like elsewhere: that much room is kept for it.
  let likely;
  const write = () => {
    const { section, theme, height, isolation } = Object.fromEntries(new FormData(form));
    const attributes = { section, theme: theme === 'auto' ? '' : theme, height: height || (likely ? `auto ${likely}px` : ''), isolation };
    const given = Object.entries(attributes).filter(([, value]) => value).map(([name, value]) => ` ${name}="${value}"`).join('');
    const target = escaped(section ? `${address}#${section}` : address);
    const name = escaped(title);
    put('tag', `<script async src="${escaped(base)}embed.js"></script>\n<offprint-article src="${escaped(address)}"${given}>\n  <a href="${target}">${name}</a>\n</offprint-article>`);
    const page = isolation ? 'one.html?embed' : `embed.html${theme === 'light' || theme === 'dark' ? `?theme=${theme}` : ''}`;
    const sandbox = isolation ? ' sandbox="allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox"' : '';
    put('frame', `<iframe src="${escaped(address)}${page}"${sandbox} title="${name}" width="100%" height="600" frameborder="0" loading="lazy" allow="clipboard-write"></iframe>`);
    put('link', `<a href="${target}">${name}</a>`);
    const passage = passages.find(({ id }) => id === quoted.querySelector('select').value);
    const source = passage && escaped(`${address}#${passage.id}`);
    put('quote', passage ? `<blockquote cite="${source}" lang="${lang}">\n  <p>${escaped(words_of(passage))}</p>\n  <footer><cite><a href="${source}">${name}</a></cite></footer>\n</blockquote>` : '');
  };
  const choose = () => {
    for (const [name, value] of new FormData(form)) preview[name] = value;
    write();
  };
  form.addEventListener('change', choose);
  quoted.addEventListener('change', write);
  preview.addEventListener('offprint:resize', ({ detail }) => {
    likely = detail.height;
    write();
  });
  preview.src = `${root}${path}`;
  preview.append(element('a', { href: preview.src }, title));
  const around = element('div', { className: 'embed-preview' }, preview);
  const demo = element('a', { href: `${root}${path.replace(/a\/[^/]+\/$/, '')}embed-demo/` }, say.demo);
  const heading = element('p', { className: 'label' }, say.preview, ' · ', demo);
  place.replaceChildren(form, codes.tag.whole, heading, around, codes.frame.whole, codes.link.whole, quoted, codes.quote.whole);
  choose();
};
