// Starts the reader and hands it the page. Bundle and wasm are on their way already, asked for with their hashes by the
// page's inline script. Whatever fails, the text stays, and a line says what does not work.
import { failed, takeOver } from './takeover.js';

const READER = '{{reader}}';
const LATER = '{{later}}';
const FIGURES = '{{figures}}';
const ZOOM = '{{zoom}}';
const KEYS = '{{keys}}';
const LIBRARY = '{{library}}';
const SHARE = '{{share}}';
const OPEN = '{{open}}';
const KEEPING = '{{keeping}}';
const OFFLINE = '{{offline}}';
const HEAL = '{{heal}}';

const root = new URL('.', import.meta.url).href;

const answered = async answer => {
  const response = await answer;
  if (!response.ok) throw new Error(`${response.url}: status ${response.status}`);
  return response;
};
// A server without the right type for wasm costs the streaming compilation, not the reader.
const compiled = async response =>
  response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());

addEventListener('beforeinstallprompt', event => {
  event.preventDefault();
  self.offprint.install = event;
});

try {
  const glue = import(root + READER);
  const parts = Promise.all([
    answered(self.offprint[0]).then(response => response.text()),
    answered(self.offprint[1]).then(compiled),
    glue,
  ]);
  // pushState changes what relative links in the page mean; absolute ones stay right.
  for (const link of document.querySelectorAll('a[href], link[rel=manifest], link[rel$=icon]')) {
    const href = link.getAttribute('href');
    if (!href.startsWith('#')) link.setAttribute('href', new URL(href, location.href).href);
  }
  for (const form of document.forms) form.action = form.action;

  let [bundle, wasm] = await parts;
  // In a library, what all bundles begin with is a file of its own: two halves of one object.
  if (self.offprint[2]) bundle = (await answered(self.offprint[2]).then(response => response.text())).slice(0, -1) + ',' + bundle.slice(1);
  const app = document.getElementById('_app');
  const isFramed = app.dataset.address === 'frame';
  // A file of the reader's own, on the shelf's address: its cover stands in the shelf's place, and its pages have no addresses.
  const file = app.dataset.route?.endsWith('shelf/') && new URLSearchParams(location.search).get('file');
  const opened = file && (await import(root + OPEN).then(({ bundle: of }) => of(bundle, file)).catch(() => {}));
  if (opened) {
    bundle = opened;
    Object.assign(app.dataset, { route: '', address: 'memory' });
  }
  // A shell stands for any page of its kind; there is nothing of that page to take over yet.
  const isNew = opened || !('route' in app.dataset);
  const instances = [() => glue, () => import(`${root}${READER}?again`)];
  await takeOver(() => instances.shift()(), isNew ? 'mount' : 'hydrate', wasm, bundle, root);
  // All else waits until the page has nothing to do. A frame belongs to another page: nothing is opened in it or kept for it,
  // and the keyboard is that page's.
  const load = Object.fromEntries(Object.entries({ figures: FIGURES, zoom: ZOOM, keys: KEYS, library: LIBRARY, share: SHARE, open: OPEN, keeping: KEEPING, offline: OFFLINE }).map(([name, file]) => [name, file && (() => import(root + file))]));
  (self.requestIdleCallback ?? setTimeout)(() => {
    import(root + LATER).then(({ later }) => later(isFramed ? { ...load, open: null, keys: null } : load, root)).catch(() => {});
    isFramed || load.offline().then(({ start }) => start(root)).catch(() => {});
  });
} catch (error) {
  console.error('The reader did not start.', error);
  failed();
  import(root + HEAL).then(({ heal }) => heal(root)).catch(() => {});
}
