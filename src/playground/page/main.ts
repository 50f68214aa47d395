import { Page } from './page.ts';

const root = document.querySelector<HTMLElement>('#page');
if (root) new Page(root).start();
