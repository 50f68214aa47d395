import { IntlMessageFormat } from 'intl-messageformat';
import enUS from './en-US.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };

/** Every word that a member reads, as ICU messages. The English catalog is the source: its keys type all the others. */
export type MessageKey = keyof typeof enUS;

type Catalog = Readonly<Record<MessageKey, string>>;

const catalogs = { 'en-US': enUS as Catalog, ru: ru satisfies Catalog as Catalog };

/** The locales of Discord that we have words for. */
export type Locale = keyof typeof catalogs;
export const locales = Object.keys(catalogs) as readonly Locale[];
/** A text of the library is told in the reader's language, whoever that will be. */
export type Params = Readonly<Record<string, string | number | Text>>;
type Text = Readonly<Record<'en' | 'ru', string>>;

/** Says a message in one locale, and picks that locale's text out of the library's bilingual ones. */
export type Translate = {
  (key: MessageKey, params?: Params): string;
  readonly locale: Locale;
  /** The language of the library's texts that goes with it. */
  readonly language: 'en' | 'ru';
  text(text: Text): string;
};

/** Our locale for one that Discord names; English for every language that we do not speak yet. */
export const localeOf = (discord: string | null | undefined): Locale => (discord === 'ru' ? 'ru' : 'en-US');

const translators = new Map<Locale, Translate>();

/** Without arguments or quotes there is nothing to parse: most messages, and nearly all that a registration of commands needs. */
const isPlain = (message: string): boolean => !/[{']/.test(message);

/** The translator of a locale; messages are parsed at first use and kept. */
export function translator(locale: Locale): Translate {
  const known = translators.get(locale);
  if (known) return known;
  const parsed = new Map<MessageKey, IntlMessageFormat>();
  const language: 'en' | 'ru' = locale === 'ru' ? 'ru' : 'en';
  const say = (key: MessageKey, params?: Params): string => {
    const words = catalogs[locale][key];
    if (isPlain(words)) return words;
    const message = parsed.get(key) ?? new IntlMessageFormat(words, locale, undefined, { ignoreTag: true });
    parsed.set(key, message);
    return String(message.format(params && toldIn(language, params)));
  };
  const made = Object.assign(say, {
    locale,
    language,
    text: (text: Text) => text[language],
  });
  translators.set(locale, made);
  return made;
}

const toldIn = (language: 'en' | 'ru', params: Params): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'object' ? value[language] : value]),
  );

/** The raw catalogs, for tests and for the registration of commands. */
export const catalogOf = (locale: Locale): Catalog => catalogs[locale];
