/** How the page looks: as the system does, or always one way. */
export type Appearance = 'auto' | 'light' | 'dark';

type Key = 'person' | 'name' | 'channel' | 'appearance';

const keyOf = (key: Key): string => `kinoklub.playground.${key}`;

/** What this browser remembers of a visitor. A browser that keeps nothing forgets, and all else works. */
export const preferences = {
  get(key: Key): string | undefined {
    try {
      return localStorage.getItem(keyOf(key)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set(key: Key, value: string): void {
    try {
      localStorage.setItem(keyOf(key), value);
    } catch {
      // Storage is full or forbidden; the choice holds until the page is closed.
    }
  },
};

export const readAppearance = (): Appearance => {
  const stored = preferences.get('appearance');
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
};
