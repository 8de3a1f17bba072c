// A button for each picture that can be looked at more closely; the script of that is loaded when it is pressed.
import { element } from '../element.js';
import { words } from './words.js';

export const showZoom = figure => {
  if (!figure.querySelector(':scope > :is(svg, img)') || figure.querySelector('.enlarge')) return;
  const button = element('button', { type: 'button', className: 'enlarge quiet' }, words(figure).enlarge);
  button.dataset.do = 'enlarge';
  figure.append(button);
};
