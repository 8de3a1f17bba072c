// Runs in a frame's page of a site, before the first paint.
import { framed } from './framed.js';

framed(new URL('.', document.currentScript.src).href);
