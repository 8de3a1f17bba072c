// The reader's side of a frame on somebody else's page: does what that page asks for, as far as it asks for values that are known here,
// and tells it what happens. Runs before the first paint. docs/embedding.md describes the messages.
export const framed = home => {
const root = document.documentElement;
const PROTOCOL = 1;

// What the page around has asked for stands in the frame's name, so that it is here before anything is painted. A frame that is nobody's
// element has no such name: it reads as it is, and says nothing.
const asked = (() => {
  try {
    const { offprint, id, origin, ...asked } = JSON.parse(self.name);
    return self !== parent && offprint === PROTOCOL && typeof id === 'string' && typeof origin === 'string' && { id, origin, ...asked };
  } catch {}
})() || { theme: new URLSearchParams(location.search).get('theme') };

const say = message => {
  // An origin that is none cannot be named; nothing here is a secret of the reader's but what they search for.
  if (asked.id) parent.postMessage({ offprint: PROTOCOL, id: asked.id, ...message }, asked.origin === 'null' ? '*' : asked.origin);
};
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`offprint:${name}`, { detail }));
const find = selector => document.querySelector(selector);

// Colours are three whole numbers from 0 to 255, never text of a style.
const isColour = value => Array.isArray(value) && value.length === 3 && value.every(part => Number.isInteger(part) && part >= 0 && part <= 255);
const css = colour => `rgb(${colour.map(Math.round).join(' ')})`;
const mix = (one, other, share) => one.map((part, index) => part + (other[index] - part) * share);
// WCAG 2: relative luminance, and the contrast of two colours.
const luminance = colour => {
  const [red, green, blue] = colour.map(part => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const LEAST = 4.5;
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];
// The nearest colour to the one given that can be read on all of these.
const legible = (colour, grounds) => {
  const far = contrast(BLACK, grounds[0]) > contrast(WHITE, grounds[0]) ? BLACK : WHITE;
  let found = colour;
  for (let share = 0; share <= 1 && grounds.some(ground => contrast(found.map(Math.round), ground) < LEAST); share += 0.02) found = mix(colour, far, share);
  return found.map(Math.round);
};
// A ground as near to the one given as can carry this ink.
const ground = (colour, paper, ink) => {
  let found = colour;
  for (let share = 0; share <= 1 && contrast(found.map(Math.round), ink) < LEAST; share += 0.05) found = mix(colour, paper, share);
  return found;
};

const FONTS = { serif: 'var(--song)', sans: 'var(--hei)', system: 'system-ui, sans-serif' };
const LIGHT = { paper: [251, 248, 241], ink: [28, 27, 24], accent: [176, 45, 30] };
const DARK = { paper: [22, 21, 15], ink: [233, 228, 215], accent: [232, 115, 94] };
const OWN = ['--paper', '--ink', '--quiet', '--line', '--seal', '--on-seal', '--tint', '--mark', '--radius', '--text', 'font-size'];
const isWithin = (value, least, most) => typeof value === 'number' && value >= least && value <= most;

// Sets what is asked for and can be shown; says what had to be changed so that it can be read.
const dress = tokens => {
  const given = {};
  for (const name of ['paper', 'ink', 'accent', 'quiet', 'line', 'mark']) if (isColour(tokens[name])) given[name] = tokens[name];
  const set = (name, value) => root.style.setProperty(name, value);
  if (Object.keys(given).length) {
    const ink = given.ink ?? given.paper?.map(part => 255 - part) ?? BLACK;
    const own = luminance(given.paper ?? ink.map(part => 255 - part)) > 0.18 ? LIGHT : DARK;
    root.dataset.theme = own === LIGHT ? 'light' : 'dark';
    const paper = given.paper ?? own.paper;
    const used = { paper };
    for (const name of ['ink', 'accent']) used[name] = legible(given[name] ?? own[name], [paper]);
    used.quiet = legible(given.quiet ?? mix(used.ink, paper, 0.3), [paper]);
    used.line = given.line ?? mix(paper, used.ink, 0.18);
    used.mark = ground(given.mark ?? mix(paper, used.accent, 0.3), paper, used.ink);
    const names = { paper: '--paper', ink: '--ink', quiet: '--quiet', line: '--line', accent: '--seal', mark: '--mark' };
    for (const [name, property] of Object.entries(names)) set(property, css(used[name]));
    set('--on-seal', css(paper));
    set('--tint', css(ground(mix(paper, used.accent, 0.1), paper, used.ink)));
    for (const name of Object.keys(given)) {
      const shown = used[name].map(Math.round);
      if (String(shown) !== String(given[name])) say({ is: 'error', code: 'contrast', token: name, given: given[name], used: shown });
    }
  }
  if (isWithin(tokens.radius, 0, 48)) set('--radius', `${tokens.radius}px`);
  if (isWithin(tokens.size, 12, 32)) set('font-size', `${tokens.size}px`);
  if (Object.hasOwn(FONTS, tokens.font)) set('--text', FONTS[tokens.font]);
};

let dressed;
const theme = (name, tokens) => {
  // The same again changes nothing, and is not complained of twice.
  const wanted = JSON.stringify([name, tokens]);
  if (wanted === dressed) return;
  dressed = wanted;
  for (const property of OWN) root.style.removeProperty(property);
  delete root.dataset.theme;
  if (name === 'light' || name === 'dark') root.dataset.theme = name;
  else if (name === 'host' && tokens && typeof tokens === 'object') dress(tokens);
};

// A frame that follows its content shows one section alone, when one is asked for: there is nothing in it that could be scrolled to.
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const alone = new CSSStyleSheet();
document.adoptedStyleSheets = [alone];
const shown = { height: '', section: '' };
// The section to which a frame that scrolls has been brought before the reader was there.
let brought = '';
// The last heights, the latest first.
let told = [];
// Height: what the content needs, in whole pixels. Measured at every turn, because browsers put observers off in frames that are out of sight.
const measure = () => {
  if (shown.height !== 'auto' || !document.body) return;
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (!height || height === told[0]) return;
  // Two heights that take turns are a page around that answers one with the other, as a scrollbar that comes and goes: the larger one fits both.
  if (height === told[1] && height === told[3] && told[0] === told[2] && height < told[0]) return;
  told = [height, ...told.slice(0, 3)];
  say({ is: 'resize', height });
};
const isReady = () => root.dataset.reader === 'ready';
const showSection = () => {
  const { section } = shown;
  const isAlone = section && shown.height === 'auto';
  root.toggleAttribute('data-alone', Boolean(isAlone));
  alone.replaceSync(isAlone ? `article > :not(#${section}, :has(#${section}), header) { display: none }` : '');
};
const address = section => `${find('.framed-title')?.href.split('#')[0]}${section ? `#${section}` : ''}`;
const isLanguage = (lang, other) => lang.toLowerCase() === other.toLowerCase();
const language = lang => {
  const link = [...document.querySelectorAll('.ways [hreflang]')].find(({ hreflang }) => isLanguage(hreflang, lang));
  if (link) tell('become', link.href + (shown.section && `#${shown.section}`));
  return link;
};

const set = ({ theme: name, tokens, height, section, lang }) => {
  if (name !== undefined) theme(name, tokens);
  if ((height === 'auto' || height === 'fixed') && height !== shown.height) {
    root.dataset.height = shown.height = height;
    told = [];
    queueMicrotask(measure);
  }
  if (section !== undefined) shown.section = typeof section === 'string' && ID.test(section) ? section : '';
  if (height !== undefined || section !== undefined) showSection();
  if (typeof lang === 'string') asked.lang = lang;
  if (!isReady()) return;
  if (section !== undefined) tell('become', address(shown.section));
  if (typeof lang === 'string') language(lang);
};
set(asked);

// Nobody wants to see one language before the other that they have asked for.
const PATIENCE_MS = 4000;
const isOther = () => typeof asked.lang === 'string' && !isLanguage(asked.lang, root.lang);
const show = () => delete root.dataset.waiting;
if (isOther()) {
  root.dataset.waiting = '';
  setTimeout(show, PATIENCE_MS);
}

// Frames for the search alone lead nowhere by themselves: what is found opens on the page around, or on the site.
root.dataset.frame = asked.kind === 'search' ? 'search' : 'article';

// Where the reader is looking, which a frame that follows its content cannot know otherwise.
const look = event => {
  // What stands where the reader is looking would move away from under the pointer.
  if (shown.height !== 'auto' || !event.target.getBoundingClientRect || event.target.closest('[popover], .marked')) return;
  spot(event.target.getBoundingClientRect().top + scrollY);
};
const spot = top => {
  root.dataset.spot = Math.round(top);
  root.style.setProperty('--spot', `${Math.round(top)}px`);
};
addEventListener('click', look, true);
addEventListener('focusin', look, true);

// What is asked for before the reader has come is kept for it: a frame that went elsewhere by itself would add to the history of the page around.
let kept;
addEventListener('click', event => {
  const link = event.target.closest?.('a[href]');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.hasAttribute('target')) return;
  // A link in a picture has no other way to say it.
  const { href, pathname } = new URL(link.getAttribute('href'), location.href);
  const isOurs = href.startsWith(home);
  const leads = asked.kind === 'search' && !pathname.endsWith('/search/');
  if (leads && isOurs && asked.opens) {
    event.preventDefault();
    event.stopImmediatePropagation();
    say({ is: 'open', href });
  } else if (!isOurs || leads || root.dataset.reader === 'failed') {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener');
  } else if (!isReady()) {
    event.preventDefault();
    kept = href;
  }
}, true);
addEventListener('submit', event => {
  if (isReady()) return;
  event.preventDefault();
  kept = `${event.target.action}?q=${encodeURIComponent(event.target.elements.q.value)}`;
}, true);

const begun = () => {
  say({ is: 'ready', title: title(), lang: root.lang });
  if (!isOther() || !language(asked.lang)) show();
  // What has been asked for since the page was parsed.
  if (shown.height !== 'auto' && shown.section !== brought) tell('become', address(shown.section));
  if (kept) tell('go', kept);
  measure();
};
const title = () => find('.framed-title')?.textContent || document.title;

document.addEventListener('offprint:went', ({ detail }) => {
  show();
  // Another page, or another place on this one, is more than the section alone.
  if (shown.section && detail !== address(shown.section)) {
    shown.section = '';
    showSection();
  }
  say({ is: 'navigate', href: detail, title: title(), lang: root.lang });
  measure();
});
document.addEventListener('offprint:asked', ({ detail }) => {
  const [hits, ...query] = detail.split(' ');
  say({ is: 'search', hits: Number(hits), query: query.join(' ') });
});
document.addEventListener('offprint:spot', ({ detail }) => {
  if (shown.height !== 'auto') return;
  const top = Math.max(0, Math.round(detail));
  spot(top);
  // First the height, so that there is something to bring into view.
  measure();
  say({ is: 'spot', top });
});

const orders = {
  welcome: set,
  set,
  open: ({ section }) => typeof section === 'string' && ID.test(section) && tell('go', address(section)),
  go: ({ href }) => typeof href === 'string' && href.startsWith(home) && tell('go', href),
  search: ({ query }) => typeof query === 'string' && tell('go', `${find('.search').action}?q=${encodeURIComponent(query.slice(0, 200))}`),
};
addEventListener('message', ({ data, source, origin }) => {
  if (!asked.id || source !== parent || origin !== asked.origin || data?.offprint !== PROTOCOL || data.id !== asked.id) return;
  if (Object.hasOwn(orders, data.is)) orders[data.is](data);
});
say({ is: 'hello', title: document.title });

addEventListener('DOMContentLoaded', () => {
  // By hand: an address would add to the history of the page around, and scrolling into view could move it.
  brought = shown.section;
  const section = shown.height !== 'auto' && document.getElementById(brought);
  if (section) scrollTo(0, section.getBoundingClientRect().top - find('.head').offsetHeight);
  new ResizeObserver(measure).observe(document.body);
  measure();
});
new MutationObserver(() => {
  if (isReady()) begun();
  else if (root.dataset.reader === 'failed') {
    show();
    say({ is: 'error', code: 'reader' });
  }
}).observe(root, { attributeFilter: ['data-reader'] });
};
