// What tables, pictures, images and notes do beyond being read. Loaded when the first of them comes near the window; what each kind does stands
// in a file of its own, and all of them come as one.
import { styled } from './element.js';
import { showRegister } from './figures/registers.js';
import { showZoom } from './figures/zooms.js';
import './figures/pictures.js';
import './figures/notes.js';

styled('{{figures_style}}');

const show = () => {
  document.querySelectorAll('.register[id]').forEach(showRegister);
  document.querySelectorAll('.picture, figure:has(> img)').forEach(showZoom);
};
document.addEventListener('offprint:went', show);
addEventListener('popstate', show);
show();
