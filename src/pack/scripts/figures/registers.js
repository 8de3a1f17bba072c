// Registers: tables that sort, filter and search. What is asked of one stands in the page's address, `?sort.projects=-2&find.projects=…`, so
// that it survives a reload and can be handed on. Without an address of its own, in a frame, it lasts as long as the page around.
import { element, named } from '../element.js';
import { words } from './words.js';

const app = document.getElementById('_app');
const registers = new WeakMap();
const asked = {};
const KINDS = ['sort', 'find', 'only'];

// What is before the parameters, they themselves, and what is behind them. In the one file all three stand behind the `#`.
const address = () => /^([^?#]*(?:#\/[^?#]*)?)(?:\?([^#]*))?(.*)$/.exec(location.href);
const hasAddress = () => !/frame|memory/.test(app.dataset.address);

const askedOf = id => {
  const params = new URLSearchParams(address()[2]);
  return hasAddress() ? Object.fromEntries(KINDS.map(kind => [kind, params.get(`${kind}.${id}`) ?? ''])) : (asked[id] ?? {});
};

const ask = (figure, change) => {
  const id = nameOf(figure);
  asked[id] = { ...askedOf(id), ...change };
  if (hasAddress()) {
    const [, before, given, after] = address();
    const params = new URLSearchParams(given);
    for (const kind of KINDS) {
      if (asked[id][kind]) params.set(`${kind}.${id}`, asked[id][kind]);
      else params.delete(`${kind}.${id}`);
    }
    const page = before + (String(params) && `?${params}`);
    // Browsers allow so many changes in a while; then the next one counts.
    try { history.replaceState(history.state, '', page + after); } catch {}
    apply(figure);
    // Rows that have moved have lost their marks.
    if (params.get('q')) document.dispatchEvent(new CustomEvent('offprint:become', { detail: page.replace(/^[^#]*(?=#)/, '') }));
  } else {
    apply(figure);
  }
};

// Names of the interface's own tables begin with an underscore.
const nameOf = figure => figure.id.replace(/^_/, '');
const fill = (text, ...values) => values.reduce((text, value) => text.replace('{}', value), text);
const plain = text => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

// How much a cell says: as it has been told, or as it is written, `1,257`, `650万`.
const amount = cell => {
  const [, number, unit] = /([-−]?[\d.,\u00a0\u202f]+)\s*([万亿]?)/.exec(cell.dataset.value ?? cell.textContent) ?? [];
  return number ? Number(number.replace('−', '-').replace(/[,\u00a0\u202f]/g, '')) * ({ 万: 1e4, 亿: 1e8 }[unit] ?? 1) : NaN;
};

const sorted = ({ rows, heads, collator }, sort) => {
  const at = Math.abs(sort) - 1;
  if (!heads[at]) return rows;
  const isNumber = heads[at].matches('.number');
  const key = row => (isNumber ? amount(row.cells[at]) : row.cells[at].textContent.trim());
  const keyed = rows.map(row => ({ row, key: key(row) }));
  const isNone = key => key === '' || Number.isNaN(key);
  // What says nothing is last either way; equal rows stay in the order of the text.
  const compare = (a, b) => isNone(a.key) - isNone(b.key) || (sort < 0 ? -1 : 1) * (isNumber ? a.key - b.key || 0 : collator.compare(a.key, b.key));
  return keyed.sort(compare).map(({ row }) => row);
};

const apply = figure => {
  const table = registers.get(figure);
  const { sort = '', find = '', only = '' } = askedOf(nameOf(figure));
  const { body, rows, heads, field, order, choice, status } = table;
  const by = Number(sort) || 0;
  const inOrder = sorted(table, by);
  if (inOrder.some((row, index) => body.rows[index] !== row)) body.append(...inOrder);
  heads.forEach((head, index) => {
    head.ariaSort = { [index + 1]: 'ascending', [-1 - index]: 'descending' }[by] ?? null;
  });
  const [column, ...value] = only.split('.');
  const parts = plain(find).split(' ');
  for (const row of rows) {
    const text = plain([...row.cells].map(cell => cell.textContent).join(' '));
    row.hidden = !parts.every(part => text.includes(part)) || (only && row.cells[column - 1]?.textContent !== value.join('.'));
  }
  if (field.value !== find && document.activeElement !== field) field.value = find;
  order.value = by || '';
  if (choice) choice.value = only;
  const shown = rows.filter(row => !row.hidden).length;
  const say = words(figure);
  status.replaceChildren(...(find || only ? [fill(shown ? say.rows : say.none, shown, rows.length), ' ', element('button', { type: 'button', className: 'quiet', onclick: () => {
    field.value = '';
    ask(figure, { find: '', only: '' });
    field.focus();
  } }, say.all)] : []));
};

// Columns in which the same few words come again and again.
const choices = (rows, heads) => heads.flatMap((head, index) => {
  const values = [...new Set(rows.map(row => row.cells[index].textContent))].filter(Boolean);
  if (!index || head.matches('.number') || values.length < 2 || values.length > Math.min(12, rows.length / 2)) return [];
  return element('optgroup', { label: head.textContent }, ...values.map(value => element('option', { value: `${index + 1}.${value}` }, value)));
});

export const showRegister = figure => {
  if (!figure.querySelector('.tools')) {
    const say = words(figure);
    const [region, table] = [figure.querySelector('.table'), figure.querySelector('table')];
    const [body] = table.tBodies;
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const titles = heads.map(head => head.textContent);
    // As cards it is no table to some browsers.
    for (const part of figure.querySelectorAll('table, table *')) {
      const role = { TABLE: 'table', TR: 'row', TD: 'cell', TH: part.scope === 'col' ? 'columnheader' : 'rowheader', THEAD: 'rowgroup', TBODY: 'rowgroup' }[part.tagName];
      if (role) part.setAttribute('role', role);
    }
    heads.forEach((head, index) => {
      // Up, down, and as the text has it.
      const turn = () => ask(figure, { sort: { ascending: -1 - index, descending: '' }[head.ariaSort] ?? index + 1 });
      head.replaceChildren(element('button', { type: 'button', onclick: turn }, ...head.childNodes));
    });
    const field = named(element('input', { type: 'search', placeholder: say.find, enterKeyHint: 'search', oninput: ({ isComposing }) => isComposing || ask(figure, { find: field.value }) }), say.find);
    field.addEventListener('compositionend', () => ask(figure, { find: field.value }));
    const orders = titles.flatMap((title, index) => [[index + 1, `${title} ↑`], [-1 - index, `${title} ↓`]]);
    const select = (name, does, ...inside) => named(element('select', { className: does, onchange: ({ target }) => ask(figure, { [does]: target.value }) }, ...inside), name);
    const order = select(say.sort, 'sort', element('option', { value: '' }, say.sort), ...orders.map(([value, text]) => element('option', { value }, text)));
    const groups = choices(rows, heads);
    const choice = groups.length ? select(say.only, 'only', element('option', { value: '' }, say.only), ...groups) : null;
    const status = element('p', { className: 'label found', role: 'status' });
    const tools = element('div', { className: 'tools', role: 'group' }, field, order, ...(choice ? [choice] : []));
    region.before(named(tools, region.ariaLabel));
    region.after(status);
    registers.set(figure, { body, rows, heads, field, order, choice, status, collator: new Intl.Collator(figure.closest('[lang]').lang, { numeric: true }) });
  }
  apply(figure);
};
