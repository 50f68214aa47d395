/** A keyboard is at hand: not so on a phone, whose own covers half of the page. */
export const hasKeyboard = (): boolean => window.matchMedia('(hover: hover) and (pointer: fine)').matches;

/** What takes letters itself, or is moved through by them. */
const takers = 'input, textarea, select, [role="combobox"], [role="menu"], dialog';

/** Calls back before a letter is written where nothing takes letters, so that the focus can go where something does. */
export function onStrayLetters(lead: () => void): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    // Keys that write nothing have names, such as Enter; the space bar presses buttons and scrolls.
    if (!/^\S$/u.test(key) || ctrlKey || metaKey || altKey || event.defaultPrevented) return;
    if (target instanceof Element && target.closest(takers) === null && !document.querySelector('dialog[open]')) lead();
  });
}
