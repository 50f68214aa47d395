/** How the page looks: as the system does, or always one way. */
export type Appearance = 'auto' | 'light' | 'dark';

type Key = 'person' | 'name' | 'channel' | 'appearance';

const keyOf = (key: Key): string => `kinoklub.playground.${key}`;

/**
 * What is remembered of a visitor. Each tab has its own, so that one can be two members in two of them; what was chosen last
 * in any is where a new one begins. A browser that keeps nothing forgets, and all else works.
 */
export const preferences = {
  get(key: Key): string | undefined {
    try {
      return sessionStorage.getItem(keyOf(key)) ?? localStorage.getItem(keyOf(key)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  /** What this tab is at the moment, for when it is loaded anew. */
  keep(key: Key, value: string): void {
    try {
      sessionStorage.setItem(keyOf(key), value);
    } catch {
      // Storage is full or forbidden; the choice holds until the page is closed.
    }
  },
  /** What the visitor chose, for this tab and for those that will be opened. */
  choose(key: Key, value: string): void {
    preferences.keep(key, value);
    try {
      localStorage.setItem(keyOf(key), value);
    } catch {
      // As above.
    }
  },
};

export const readAppearance = (): Appearance => {
  const stored = preferences.get('appearance');
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
};
