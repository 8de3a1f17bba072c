// What the scripts of figures say.
import { inLanguage } from '../element.js';

const WORDS = JSON.parse('{{figures_words}}');

export const words = part => inLanguage(WORDS, part);
