// Starts the reader and hands it the page. Bundle and wasm are on their way already, asked for with their hashes by the
// page's inline script. Whatever fails, the text stays, and a line says what does not work.
const READER = '{{reader}}';

const root = new URL('.', import.meta.url).href;
const page = document.documentElement;

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

const failed = () => {
  page.dataset.reader = 'failed';
  document.getElementById('_failed').hidden = false;
};

try {
  const parts = Promise.all([
    answered(self.offprint[0]).then(response => response.text()),
    answered(self.offprint[1]).then(compiled),
    import(root + READER),
  ]);
  // pushState changes what relative links in the page mean; absolute ones stay right.
  for (const link of document.querySelectorAll('a[href], link[rel=icon]')) {
    if (!link.getAttribute('href').startsWith('#')) link.href = link.href;
  }
  for (const form of document.forms) form.action = form.action;

  const [bundle, wasm, reader] = await parts;
  await reader.default({ module_or_path: wasm });
  try {
    reader.hydrate(bundle, root);
  } catch (error) {
    // The page is not what its bundle renders to. That instance is spoilt; a fresh one builds the page anew.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    console.error('The page did not match its bundle and is built anew.', error);
    const again = await import(`${root}${READER}?again`);
    await again.default({ module_or_path: wasm });
    again.mount(bundle, root);
    document.getElementById('_failed').hidden = true;
  }
  page.dataset.reader = 'ready';
  // A trap later on ends the reader for good, so the page says that it has stopped. The browser itself reports it.
  addEventListener('error', event => event.error instanceof WebAssembly.RuntimeError && failed());
} catch (error) {
  console.error('The reader did not start.', error);
  failed();
}
