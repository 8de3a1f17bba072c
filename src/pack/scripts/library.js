// What the pages of a library do beyond being read. The front lists the articles that the address asks for,
// `?year=2022&topic=qinyuan&sort=title&page=2`: the newest stand in the page already; this comes when the page is idle and asks for parts of the
// catalogue as they are needed (its form: `library/catalogue.rs`). An article tells its title to the shelf, which lists what was read.
import { element, inLanguage, named } from './element.js';

const WORDS = JSON.parse('{{library_words}}');
const FACETS = ['year', 'month', 'outlet', 'channel', 'topic', 'lang'];
const SORTS = ['newest', 'oldest', 'title'];
// Values of a facet that are shown at once.
const SHOWN = 12;

const root = new URL('.', import.meta.url).href;
const answers = new Map();
const got = ([file, integrity]) => {
  const answer = answers.get(file) ?? fetch(root + file, { integrity }).then(response => {
    if (!response.ok) throw new Error(`${file}: status ${response.status}`);
    return response.json();
  });
  answers.set(file, answer);
  // What could not be fetched is asked for again.
  answer.catch(() => answers.delete(file));
  return answer;
};

// `0-2,9,1`: distances in base 36, a run behind a hyphen.
const numbers = text => {
  const list = [];
  let free = 0;
  for (const part of text ? text.split(',') : []) {
    const [distance, run = '1'] = part.split('-');
    const start = free + parseInt(distance, 36);
    free = start + parseInt(run, 36);
    for (let number = start; number < free; number += 1) list.push(number);
  }
  return list;
};

const TITLES = 'offprint:titles';
// How many titles the shelf knows.
const KNOWN = 500;

// A device may deny storage, or somebody else have written there.
const titles = () => { try { return JSON.parse(localStorage.getItem(TITLES)) ?? {}; } catch { return {}; } };

const remember = () => {
  const { route, address } = document.getElementById('_app').dataset;
  const id = /(?:^|\/)a\/([^/]+)\/$/.exec(route)?.[1];
  if (!id || address) return;
  const { [id]: old, ...others } = titles();
  const known = Object.fromEntries([[id, [route, document.querySelector('h1').textContent, document.documentElement.lang]], ...Object.entries(others)].slice(0, KNOWN));
  try { localStorage.setItem(TITLES, JSON.stringify(known)); } catch {}
};

const shelf = place => {
  const known = titles();
  const places = () => { try { return (localStorage.getItem('offprint:places') ?? '').split('\n').map(line => line.split(' ')).filter(([id]) => known[id]); } catch { return []; } };
  const words = inLanguage(WORDS, place);
  const forget = id => {
    try { localStorage.setItem('offprint:places', places().filter(([other]) => other !== id).map(place => `${place.join(' ')}\n`).join('')); } catch {}
    list();
  };
  const empty = [...place.childNodes];
  const list = () => {
    const items = places().map(([id, block]) => {
      const [route, title, lang] = known[id];
      const button = named(element('button', { type: 'button', className: 'quiet', onclick: () => forget(id) }, words.forget), `${words.forget}: ${title}`);
      return element('li', {}, element('a', { href: `${root}${route}#${block}`, lang }, title), ' ', button);
    });
    place.replaceChildren(...(items.length ? [element('ul', {}, ...items)] : empty));
  };
  list();
};

export const show = main => {
  if (main.matches('.library')) front(main);
  else if (main.matches('.shelf')) shelf(main.querySelector('#_read'));
  else remember();
};

const front = main => {
  const words = inLanguage(WORDS, main);
  const fill = (text, ...values) => values.reduce((text, value) => text.replace('{}', value), text);
  const lang = main.closest('[lang]').lang;
  const collator = new Intl.Collator(lang);
  const days = new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
  const names = new Intl.DisplayNames(lang, { type: 'language' });
  const day = text => (/^\d{4}-\d\d-\d\d$/.test(text) ? days.format(new Date(text)) : text);
  const asked = () => Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) => [...FACETS, 'sort', 'page'].includes(name)));
  const to = change => {
    const params = new URLSearchParams(Object.entries({ ...asked(), page: '', ...change }).filter(([, value]) => value));
    return String(params) ? `?${params}` : location.pathname;
  };
  const link = (change, text, properties = {}) => element('a', { href: to(change), ...properties }, text);

  // The numbers of a value's articles; they stand in the head, or in a file of the facet's.
  const listed = async ({ values, file }, value) => {
    const found = values.find(([name]) => name === value);
    if (!found) return [];
    return numbers(found[3] ?? (await got(file))[value]);
  };

  const ordered = async (head, list, sort) => {
    if (sort === 'title') {
      const wanted = new Set(list);
      return (await got(head.titles)).filter(number => wanted.has(number));
    }
    if (sort !== 'oldest') return list;
    // Those without a day come last either way.
    const dated = head.facets.year.values.reduce((sum, [, , count]) => sum + count, 0);
    return [...list.filter(number => number < dated).reverse(), ...list.filter(number => number >= dated)];
  };

  const entry = ([id, prefix, of, title, standfirst, when, outlet]) => {
    const own = of === lang ? {} : { lang: of };
    const address = `${root}${prefix && `${prefix}/`}a/${id}/`;
    const label = [day(when), outlet, of === lang ? '' : names.of(of)].filter(Boolean).join(' · ');
    return element('li', {},
      element('h2', {}, element('a', { href: address, ...own }, title)),
      ...(label ? [element('p', { className: 'label' }, label)] : []),
      ...(standfirst ? [element('p', { className: 'standfirst', ...own }, standfirst)] : []));
  };

  const facet = (name, { values }, chosen, within) => {
    const heading = { year: words.years, month: words.months, outlet: words.outlets, channel: words.channels, topic: words.topics, lang: words.languages }[name];
    const shown = values
      // Months of the year that is chosen; without one they would be too many.
      .filter(([value]) => name !== 'month' || value.startsWith(`${chosen.year}-`))
      .map(([value, shown, count, list]) => ({ value, shown, count: within ? list !== undefined && numbers(list).filter(number => within.has(number)).length : count }))
      // What all of them have, or none, divides nothing.
      .filter(({ count }) => count !== 0 && count !== within?.size);
    if (name === 'year' || name === 'month') shown.reverse();
    else shown.sort((a, b) => b.count - a.count || collator.compare(a.shown, b.shown));
    if (chosen[name] || !shown.some(({ count }) => count > 1 || count === false) || (shown.length < 2 && !within)) return [];
    const items = shown.map(({ value, shown, count }) =>
      element('li', {}, link({ [name]: value }, shown), ' ', element('span', { className: 'label' }, count === false ? '' : String(count))));
    const list = element('ul', {}, ...items.slice(0, SHOWN));
    const more = element('button', { type: 'button', className: 'quiet', onclick: () => { list.append(...items.slice(SHOWN)); more.remove(); } }, `+ ${items.length - SHOWN}`);
    return [element('section', {}, element('h2', { className: 'label' }, heading), list, ...(items.length > SHOWN ? [more] : []))];
  };

  const count = main.querySelector('.count');
  const list = main.querySelector('.entries');
  const pages = main.querySelector('.pages');
  const facets = main.querySelector('.facets');
  const order = named(element('nav', { className: 'order' }), words.sort);
  list.before(order);
  // Beside the list there is room; above it, it would push it off a phone's window.
  if (facets && matchMedia('(min-width: 56em)').matches) facets.open = true;
  let turn = 0;

  const apply = async () => {
    const mine = ++turn;
    const choice = asked();
    try {
      const head = await got([main.dataset.catalogue, main.dataset.integrity]);
      const chosen = FACETS.filter(name => choice[name]);
      const lists = await Promise.all(chosen.map(name => listed(head.facets[name], choice[name])));
      const all = lists.length ? lists.reduce((all, list) => { const set = new Set(list); return all.filter(number => set.has(number)); }) : [...Array(head.count).keys()];
      const sorted = await ordered(head, all, choice.sort);
      const last = Math.max(1, Math.ceil(sorted.length / head.page));
      const page = Math.min(Math.max(1, parseInt(choice.page, 10) || 1), last);
      const shown = sorted.slice((page - 1) * head.page, page * head.page);
      const entries = await Promise.all(shown.map(async number => (await got(head.parts[Math.floor(number / head.size)]))[number % head.size]));
      // A later choice has gone before.
      if (mine !== turn) return;
      count.textContent = sorted.length ? fill(words.count, sorted.length) : words.none;
      list.replaceChildren(...entries.map(entry));
      const name = facet => head.facets[facet].values.find(([value]) => value === choice[facet])?.[1] ?? choice[facet];
      const taken = chosen.map(facet => element('li', {}, link({ [facet]: '', ...(facet === 'year' ? { month: '' } : {}) }, fill(words.without, name(facet)))));
      if (taken.length > 1) taken.push(element('li', {}, element('a', { href: location.pathname }, words.everything)));
      facets?.replaceChildren(facets.querySelector('summary'), ...(taken.length ? [element('ul', { className: 'taken' }, ...taken)] : []),
        ...FACETS.flatMap(name => facet(name, head.facets[name], choice, chosen.length ? new Set(all) : null)));
      const sort = SORTS.includes(choice.sort) ? choice.sort : 'newest';
      order.replaceChildren(...SORTS.flatMap((name, index) => {
        const option = link({ sort: index ? name : '' }, { newest: words.by_newest, oldest: words.by_oldest, title: words.by_title }[name]);
        if (name === sort) option.setAttribute('aria-current', 'true');
        return index ? [' ', option] : [option];
      }));
      pages.replaceChildren(...(last > 1 ? [
        ...(page > 1 ? [link({ page: page > 2 ? String(page - 1) : '' }, words.newer, { rel: 'prev' }), ' '] : []),
        element('span', { className: 'label' }, fill(words.page, page, last)),
        ...(page < last ? [' ', link({ page: String(page + 1) }, words.older, { rel: 'next' })] : []),
      ] : []));
    } catch (error) {
      console.error('The catalogue could not be read.', error);
      if (mine === turn) count.textContent = words.failed;
    }
  };

  // Before the reader hears of it, for which such a link leads to another page.
  document.addEventListener('click', event => {
    const link = event.target.closest?.('main.library a[href^="?"], main.library .listing nav a, main.library .taken a');
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain) return;
    event.preventDefault();
    event.stopPropagation();
    const isTurned = pages.contains(link);
    history.pushState(null, '', link.href);
    apply().then(() => {
      if (!isTurned) return;
      main.querySelector('h1').focus({ preventScroll: true });
      main.scrollIntoView();
    });
  }, { capture: true });
  addEventListener('popstate', apply);
  apply();
};
