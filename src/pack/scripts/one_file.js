// Starts the reader of the one file, as boot.js does on a site. What a site has in files of their own stands in elements of this
// document: bundles and list under their names, the wasm packed, and the glue as the function below, a fresh instance at each call.
import './theme.js';
import { framed } from './framed.js';
import { later } from './later.js';
import { failed, takeOver } from './takeover.js';

// In a frame that keeps it apart from everything (docs/embedding.md), it is a frame of the site beside whose article it lies.
const isFramed = self !== parent && location.search === '?embed';
const site = isFramed ? new URL('{{to_root}}', location.href).href : '';
if (isFramed) framed(site);
const glue = () => { '{{glue}}'; };
const held = id => document.getElementById(id).textContent;

// A query sent before the reader is there stays in its box, and is answered once it is.
addEventListener('submit', event => event.preventDefault());

addEventListener('DOMContentLoaded', async () => {
  try {
    const packed = new Blob([Uint8Array.from(atob(held('_wasm')), c => c.charCodeAt(0))]);
    const unpacked = new Response(packed.stream().pipeThrough(new DecompressionStream('deflate')));
    const wasm = await WebAssembly.compile(await unpacked.arrayBuffer());
    if (isFramed) document.getElementById('_app').dataset.address = 'frame';
    await takeOver(glue, isFramed ? 'mount' : 'hydrate', wasm, held('{{bundle}}'), site);
    // What a site loads is here.
    later({ figures: () => import('./figures.js'), zoom: () => import('./zoom.js'), keys: isFramed ? null : () => import('./keys.js') }, new URL('.', location));
  } catch (error) {
    console.error('The reader did not start.', error);
    failed();
  }
});
