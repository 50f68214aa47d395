import { Page } from './page.ts';

const root = document.querySelector<HTMLElement>('#page');
if (root) {
  root.replaceChildren();
  new Page(root).start();
}
