// A picture as large as the window, or larger: then it is looked at piece by piece. Loaded when somebody wants that.
import { element, named, styled } from './element.js';
import { words } from './figures/words.js';

styled('{{zoom_style}}');

export const show = figure => {
  const picture = figure.querySelector(':scope > :is(svg, img)');
  const say = words(figure);
  const copy = picture.cloneNode(true);
  // What is a link in the text is only looked at here.
  copy.querySelectorAll('a').forEach(link => link.removeAttribute('href'));
  copy.querySelectorAll('[tabindex]').forEach(part => part.removeAttribute('tabindex'));
  if (copy.matches('img')) copy.loading = 'eager';
  // Whole where it fits so, but never too small to be read.
  const LEAST_PX = 480;
  let fit;
  let size = 1;
  const room = element('div', { className: 'room picture', tabIndex: 0 }, copy);
  const grow = by => {
    const [x, y] = [(room.scrollLeft + room.clientWidth / 2) / room.scrollWidth, (room.scrollTop + room.clientHeight / 2) / room.scrollHeight];
    size = Math.min(Math.max(size * by, 1), 8);
    copy.style.width = `${size * fit}px`;
    room.scrollTo(room.scrollWidth * x - room.clientWidth / 2, room.scrollHeight * y - room.clientHeight / 2);
    [smaller.disabled, larger.disabled] = [size <= 1, size >= 8];
  };
  const button = (sign, name, onclick) => named(element('button', { type: 'button', onclick }, sign), name);
  const smaller = button('−', say.smaller, () => grow(1 / 1.5));
  const larger = button('+', say.larger, () => grow(1.5));
  const dialog = element('dialog', { className: 'zoom', onclose: () => dialog.remove(), onkeydown: ({ key }) => ({ '+': larger, '=': larger, '-': smaller })[key]?.click() },
    element('div', { className: 'zoom-tools' }, smaller, larger, button('×', say.close, () => dialog.close())), room);
  named(dialog, picture.alt || picture.getAttribute('aria-label') || say.enlarge);
  document.body.append(dialog);
  // A frame can be many windows high; there it opens where the picture is.
  if (document.getElementById('_app').dataset.address === 'frame') {
    const height = Math.min(innerHeight, screen.availHeight * 0.7);
    Object.assign(dialog.style, { height: `${height}px`, top: `${Math.max(0, Math.min(figure.getBoundingClientRect().top, innerHeight - height))}px` });
  }
  dialog.showModal();
  const [wide, high] = copy.viewBox ? [copy.viewBox.baseVal.width, copy.viewBox.baseVal.height] : [copy.naturalWidth || copy.width, copy.naturalHeight || copy.height];
  const around = 2 * parseFloat(getComputedStyle(room).paddingTop);
  fit = Math.min(room.clientWidth - around, Math.max(LEAST_PX, Math.floor((room.clientHeight - around) * wide / high)));
  grow(1);
  room.focus();
};
