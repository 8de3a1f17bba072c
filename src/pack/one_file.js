// Starts the reader of the one file, as boot.js does on a site. What a site has in files of their own stands in elements of this
// document: bundles and list under their names, the wasm packed, and the glue as the function below, a fresh instance at each call.
(() => {
'use strict';
{{theme}}
const glue = () => {
{{glue}}
};
const page = document.documentElement;
const held = id => document.getElementById(id).textContent;

const failed = () => {
  page.dataset.reader = 'failed';
  document.getElementById('_failed').hidden = false;
};

// A query sent before the reader is there stays in its box, and is answered once it is.
addEventListener('submit', event => event.preventDefault());

addEventListener('DOMContentLoaded', async () => {
  try {
    const packed = new Blob([Uint8Array.from(atob(held('_wasm')), c => c.charCodeAt(0))]);
    const unpacked = new Response(packed.stream().pipeThrough(new DecompressionStream('deflate')));
    const wasm = await WebAssembly.compile(await unpacked.arrayBuffer());
    const bundle = held('{{bundle}}');
    const reader = glue();
    await reader.default({ module_or_path: wasm });
    try {
      reader.hydrate(bundle, '');
    } catch (error) {
      // As in boot.js: that instance is spoilt; a fresh one builds the page anew.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      console.error('The page did not match its bundle and is built anew.', error);
      const again = glue();
      await again.default({ module_or_path: wasm });
      again.mount(bundle, '');
      document.getElementById('_failed').hidden = true;
    }
    page.dataset.reader = 'ready';
    addEventListener('error', event => event.error instanceof WebAssembly.RuntimeError && failed());
  } catch (error) {
    console.error('The reader did not start.', error);
    failed();
  }
});
})();
