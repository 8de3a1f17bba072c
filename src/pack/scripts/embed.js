// Offprint on anybody's page, by one tag: defines <offprint-article> and <offprint-search>. docs/embedding.md tells what they can do, and
// what they and the reader in their frame say to one another.
(() => {
'use strict';
if (customElements.get('offprint-article')) return;
const PROTOCOL = 1;
// How long a frame may take to say that it is an Offprint: once something has loaded, and before.
const LOADED_MS = 3000;
const UNLOADED_MS = 30000;
// Forms, because the search box is one; they are answered in the frame, and the file's policy lets none go anywhere.
const SANDBOX = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox';
const MOST_PX = 1000000;
const COLOURS = ['paper', 'ink', 'accent', 'quiet', 'line', 'mark'];
const FONTS = ['serif', 'sans', 'system'];
const MESSAGES = {
  address: 'src is not the address of an article.',
  silent: 'The frame does not answer: there is no Offprint at this address, or this page may not show it (frame-src).',
  reader: 'The reader has not started; the text can be read.',
  token: 'This property is not a value that can be used.',
  contrast: 'A colour could not be read on its ground, and was changed.',
};
// By these pages switch their themes.
const THEMED = { attributeFilter: ['class', 'style', 'data-theme', 'data-mode', 'data-color-scheme', 'data-bs-theme'] };

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host { display: block !important; flex: 1 1 auto; align-self: stretch; position: relative; min-width: 0; max-width: 100%; text-align: start; }
:host([hidden]) { display: none !important; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
slot, .failed iframe { display: none; }
/* Until it is known to be the reader, it may be an empty page, which on a dark one would be white. */
:not(.heard) > iframe { opacity: 0; }
.failed { height: auto !important; }
.failed slot { display: contents; }
i { position: absolute; scroll-margin-top: 20vh; }
`);

// All elements on the page. What the frames say is heard once and given to the one whose frame has said it.
const live = new Set();
addEventListener('message', event => event.data?.offprint === PROTOCOL && live.forEach(element => element.hear(event)));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => live.forEach(element => element.dress()));

const text = (value, most) => (typeof value === 'string' ? value.slice(0, most) : '');
const isWhole = value => Number.isInteger(value) && value >= 0 && value <= MOST_PX;

class Offprint extends HTMLElement {
  #inside = new Inside(this);

  connectedCallback() {
    // What was set before this script came would stand before the property.
    for (const name of this.constructor.observedAttributes) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#inside.begin();
  }

  disconnectedCallback() {
    this.#inside.end();
  }

  attributeChangedCallback(name, before, now) {
    if (before !== now) this.#inside.change(name);
  }

  // Shows a section or block, by its id.
  open(section) {
    this.#inside.order({ is: 'open', section: String(section) });
  }

  // Shows what a query finds.
  search(query) {
    this.#inside.order({ is: 'search', query: String(query) });
  }

  static {
    for (const name of ['src', 'section', 'theme', 'height', 'loading', 'isolation', 'for']) {
      Object.defineProperty(this.prototype, name, {
        get() { return this.getAttribute(name) ?? ''; },
        set(value) { value == null || value === '' ? this.removeAttribute(name) : this.setAttribute(name, value); },
        enumerable: true,
        configurable: true,
      });
    }
  }
}

// What the element keeps to itself.
class Inside {
  constructor(element) {
    this.element = element;
    this.pending = [];
  }

  begin() {
    const { element } = this;
    if (!this.box) {
      const shadow = element.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [sheet];
      this.box = document.createElement('div');
      this.mark = document.createElement('i');
      shadow.append(this.box, this.mark);
      this.box.append(document.createElement('slot'));
    }
    live.add(this);
    this.load();
  }

  end() {
    live.delete(this);
    this.unload();
  }

  change(name) {
    if (!live.has(this)) return;
    if (name === 'theme') this.dress();
    else if (name === 'section' || name === 'lang') this.send({ is: 'set', [name]: this.get(name) });
    else if (name === 'height') {
      this.size();
      this.send({ is: 'set', height: this.kind() });
    } else this.load();
  }

  get(name) {
    return this.element.getAttribute(name) ?? '';
  }

  unload() {
    clearTimeout(this.timer);
    this.near?.disconnect();
    this.watch?.disconnect();
    this.frame?.remove();
    this.near = this.watch = this.frame = this.dressed = null;
    this.isHeard = this.isReady = this.isCalled = false;
    this.pending = [];
    this.box.className = '';
  }

  load() {
    this.unload();
    this.size();
    const page = this.page();
    if (!page) return this.fail(this.get('src') && 'address');
    if (this.get('loading') !== 'lazy') return this.show(page);
    this.near = new IntersectionObserver(seen => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      this.near.disconnect();
      this.show(page);
    }, { rootMargin: '600px' });
    this.near.observe(this.element);
  }

  isStrict() {
    return this.get('isolation') === 'strict';
  }

  page() {
    let page;
    try {
      page = new URL(this.get('src'), document.baseURI);
    } catch {}
    if (!this.get('src') || !/^(https?|file):$/.test(page?.protocol)) return;
    page.pathname = page.pathname.replace(/(\/(index\.html)?)?$/, `/${this.isStrict() ? 'one' : 'embed'}.html`);
    page.search = this.isStrict() ? '?embed' : '';
    page.hash = '';
    return page;
  }

  show(page) {
    this.id = Array.from(crypto.getRandomValues(new Uint32Array(3)), part => part.toString(36)).join('-');
    this.origin = this.isStrict() || page.protocol === 'file:' ? 'null' : page.origin;
    const frame = (this.frame = document.createElement('iframe'));
    frame.title = this.element.textContent.trim();
    frame.allow = 'clipboard-write';
    if (this.isStrict()) frame.setAttribute('sandbox', SANDBOX);
    const origin = location.protocol === 'file:' ? 'null' : location.origin;
    this.dressed = JSON.stringify(this.theme());
    frame.name = JSON.stringify({ offprint: PROTOCOL, id: this.id, origin, ...this.state() });
    frame.src = page.href;
    frame.onload = () => this.wait(LOADED_MS);
    this.wait(UNLOADED_MS);
    this.box.append(frame);
    this.watch = new MutationObserver(() => this.dress());
    for (const element of [document.documentElement, document.body, this.element]) this.watch.observe(element, THEMED);
  }

  wait(time) {
    clearTimeout(this.timer);
    if (!this.isHeard) this.timer = setTimeout(() => this.fail('silent'), time);
  }

  // Leaves the place to what stands in the tag, until a frame that was only slow is heard after all.
  fail(code) {
    this.box.className = 'failed';
    if (code) this.tell('error', { code });
  }

  tell(name, detail) {
    if (name === 'error') detail.message = MESSAGES[detail.code];
    this.element.dispatchEvent(new CustomEvent(`offprint:${name}`, { detail, bubbles: true, composed: true }));
  }

  send(message) {
    const to = this.origin === 'null' ? '*' : this.origin;
    if (this.isHeard) this.frame.contentWindow.postMessage({ offprint: PROTOCOL, id: this.id, ...message }, to);
  }

  // What somebody has called for, which may move the page.
  order(message) {
    this.isCalled = true;
    this.isReady ? this.send(message) : this.pending.push(message);
  }

  hear({ data, source, origin }) {
    if (!this.frame || source !== this.frame.contentWindow || origin !== this.origin || data.id !== this.id) return;
    if (Object.hasOwn(HEARD, data.is)) HEARD[data.is](this, data);
  }

  state() {
    const isSearch = this.element instanceof Search;
    const own = { height: this.kind(), section: this.get('section'), ...this.theme() };
    if (this.get('lang')) own.lang = this.get('lang');
    return isSearch ? { ...own, kind: 'search', opens: Boolean(this.target()) } : own;
  }

  kind() {
    return /^(auto\b|$)/.test(this.get('height').trim()) ? 'auto' : 'fixed';
  }

  // As long as the height is not known, what it is likely to be: what stands below then stays where it is.
  size() {
    const { style } = this.box;
    const height = this.get('height').trim();
    style.height = this.element instanceof Search ? '4.5rem' : this.get('section') ? '24rem' : '100vh';
    const given = height.replace(/^auto\b/, '').trim().replace(/^\d+$/, '$&px');
    if (given) style.height = given;
  }

  // Brings a place in the frame to where it can be seen, if the reader is in the frame or somebody has called for it.
  bring(top) {
    const isWithin = this.element.getRootNode().activeElement === this.element;
    const at = this.box.getBoundingClientRect().top + top;
    if (!(isWithin || this.isCalled) || (at > innerHeight * 0.1 && at < innerHeight * 0.6)) return;
    this.mark.style.top = `${top}px`;
    this.mark.scrollIntoView({ block: 'start' });
  }

  target() {
    const id = this.get('for');
    const target = id && this.element.getRootNode().getElementById?.(id);
    return target && [...live].find(({ element }) => element === target);
  }

  theme() {
    const theme = this.get('theme');
    if (theme !== 'host') return { theme: theme === 'light' || theme === 'dark' ? theme : 'auto' };
    return { theme, tokens: this.tokens() };
  }

  // Tells the frame of the page's colours when they have changed.
  dress() {
    const state = this.theme();
    const now = JSON.stringify(state);
    if (now === this.dressed) return;
    this.dressed = now;
    this.send({ is: 'set', ...state });
  }

  // What the page says of its look: values of known kinds, never text of a style.
  tokens() {
    const style = getComputedStyle(this.element);
    const tokens = {};
    const refused = {};
    const read = (name, parse) => {
      const value = style.getPropertyValue(`--offprint-${name}`).trim();
      const parsed = value && parse(value);
      if (parsed) tokens[name] = parsed;
      else if (value) refused[name] = value;
    };
    for (const name of COLOURS) read(name, value => this.colour(value));
    read('radius', value => this.length(value));
    read('size', value => this.length(value));
    read('font', value => FONTS.includes(value) && value);
    // A page that says nothing is asked what it looks like.
    tokens.ink ??= this.colour(style.color);
    tokens.paper ??= this.ground();
    const now = JSON.stringify(refused);
    if (now !== this.refused) for (const [token, value] of Object.entries(refused)) this.tell('error', { code: 'token', token, value });
    this.refused = now;
    return tokens;
  }

  // The first ground behind the element that lets nothing through.
  ground() {
    for (let at = this.element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host) {
      const colour = this.colour(getComputedStyle(at).backgroundColor);
      if (colour) return colour;
    }
    return this.colour('Canvas');
  }

  // Has the browser read a value as a property, and write it in its own way.
  computed(property, value) {
    const { style } = this.mark;
    style[property] = '';
    if (!/[;{}]|url\(/i.test(value)) style[property] = value;
    const computed = style[property] && getComputedStyle(this.mark)[property];
    style[property] = '';
    return computed;
  }

  // Red, green and blue, 0 to 255; nothing for what is not a colour, or lets something through.
  colour(value) {
    const known = this.computed('color', value);
    if (!known) return;
    const isOpaque = parts => parts.length === 3 || parts[3] === 1;
    const numbers = known => (known.match(/[\d.e-]+/g) ?? []).map(Number);
    if (/^rgb/.test(known)) return isOpaque(numbers(known)) ? numbers(known).slice(0, 3).map(Math.round) : undefined;
    const mixed = this.computed('color', `color-mix(in srgb, ${value}, ${value})`);
    const parts = mixed?.startsWith('color(srgb ') ? numbers(mixed.slice(11)) : [];
    return parts.length >= 3 && isOpaque(parts) ? parts.slice(0, 3).map(part => Math.round(Math.min(Math.max(part, 0), 1) * 255)) : undefined;
  }

  // Pixels.
  length(value) {
    const known = /^[\d.]+(px|r?em|pt)$/.test(value) && parseFloat(this.computed('width', value));
    return Number.isFinite(known) ? known : undefined;
  }
}

// What the frame says.
const HEARD = {
  hello(inside, { title }) {
    inside.isHeard = true;
    clearTimeout(inside.timer);
    inside.box.className = 'heard';
    inside.frame.title ||= text(title, 300);
    inside.send({ is: 'welcome', ...inside.state() });
  },
  ready(inside, { title, lang }) {
    inside.isReady = true;
    inside.frame.title = text(title, 300);
    inside.tell('ready', { title: text(title, 300), lang: text(lang, 40) });
    for (const message of inside.pending.splice(0)) inside.send(message);
  },
  navigate(inside, { href, title, lang }) {
    inside.frame.title = text(title, 300);
    inside.tell('navigate', { href: text(href, 2000), title: text(title, 300), lang: text(lang, 40) });
  },
  resize(inside, { height }) {
    if (!isWhole(height) || inside.kind() !== 'auto') return;
    inside.box.style.height = `${height}px`;
    inside.tell('resize', { height });
  },
  search(inside, { query, hits }) {
    if (isWhole(hits)) inside.tell('search', { query: text(query, 300), hits });
  },
  spot(inside, { top }) {
    if (isWhole(top)) inside.bring(top);
    inside.isCalled = false;
  },
  open(inside, { href }) {
    const page = text(href, 2000);
    if (!page.startsWith(`${inside.origin}/`)) return;
    const target = inside.target();
    if (target) target.order({ is: 'go', href: page });
    else window.open(page, '_blank', 'noopener');
  },
  error(inside, { code, token, given, used }) {
    if (code === 'reader') inside.tell('error', { code });
    if (code === 'contrast' && COLOURS.includes(token)) inside.tell('error', { code, token, given: String(given), used: String(used) });
  },
};

class Article extends Offprint {
  static observedAttributes = ['src', 'section', 'theme', 'lang', 'height', 'loading', 'isolation'];
}
class Search extends Offprint {
  static observedAttributes = ['src', 'theme', 'lang', 'height', 'loading', 'for'];
}
customElements.define('offprint-article', Article);
customElements.define('offprint-search', Search);
})();
