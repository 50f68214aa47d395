import type { Language } from '../domain/text.ts';
import { NameIndex } from './name-index.ts';
import { places } from './places.ts';

/** A place by which somebody finds their time zone: a city, or a country that has one time. */
export type Place = Readonly<{ zone: string; name: Readonly<Record<Language, string>> }>;

/** What is offered before a letter is typed: where the club’s languages are spoken most, from west to east. */
const usual = [
  ...['UTC', 'Europe/London', 'Europe/Berlin', 'Europe/Kiev', 'Europe/Minsk', 'Europe/Moscow', 'Asia/Tbilisi'],
  ...['Asia/Yerevan', 'Europe/Samara', 'Asia/Tashkent', 'Asia/Almaty', 'Asia/Yekaterinburg', 'Asia/Omsk'],
  ...['Asia/Novosibirsk', 'Asia/Krasnoyarsk', 'Asia/Irkutsk', 'Asia/Yakutsk', 'Asia/Vladivostok'],
  ...['Asia/Kamchatka', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
];

/**
 * The world’s time zones by their cities, however typed. The platform knows the names in places.ts, too, but asking it for
 * all of them takes a second and 40 MB.
 */
export class TimeZones {
  readonly #places = places.map(({ zone, en, ru, also }) => ({ zone, name: { en, ru }, also }));
  #made: NameIndex<Place> | undefined;

  /** Makes what is made late, after `pause`, so that no member waits for it; for a moment after the start. */
  async warmUp(pause: () => Promise<unknown>): Promise<void> {
    await pause();
    void this.#index;
  }

  /** Places that a typed text may mean, best first; for nothing typed the usual ones. */
  suggest(typed: string, limit = 25): readonly Place[] {
    if (typed.trim() === '') return usual.slice(0, limit).map((zone) => this.at(zone));
    const found = this.#index.find(typed, { typos: 'behind', limit });
    return (found.length > 0 ? found : this.#index.nearest(typed, 5)).map(({ item }) => item).slice(0, limit);
  }

  /**
   * The place that a text means: a zone’s own name, the one city that is called so, or the only one that may be meant at all, also
   * with a typo; undefined where that is not clear.
   */
  resolve(text: string): Place | undefined {
    const zone = text.trim();
    if (isZone(zone)) return this.at(zone);
    const found = this.#index.find(text, { typos: 'behind', limit: 25 });
    const whole = found.filter(({ closeness }) => closeness === 'whole');
    const meant = whole.length > 0 ? whole : found;
    return new Set(meant.map(({ item }) => item.zone)).size === 1 ? meant[0]?.item : undefined;
  }

  get #index(): NameIndex<Place> {
    this.#made ??= new NameIndex(this.#places, ({ zone, name, also }) => [...Object.values(name), ...also, zone]);
    return this.#made;
  }

  /** The place that a zone is called after. */
  at(zone: string): Place {
    const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
    return this.#places.find((place) => place.zone === zone) ?? { zone, name: { en: city, ru: city } };
  }
}

/** Whether the platform can tell the time of it; names like `Europe/Kyiv` have others by which it stands in the table. */
function isZone(text: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-]?[A-Za-z0-9]+)*$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
