/** What language each guild speaks, as Discord has said last; a guild that is heard of again is known again. */
export class GuildLocales {
  readonly #heard = new Map<string, string>();

  hear(guildId: string, locale: string | null | undefined): void {
    if (locale) this.#heard.set(guildId, locale);
  }

  of(guildId: string): string | undefined {
    return this.#heard.get(guildId);
  }

  forget(guildId: string): void {
    this.#heard.delete(guildId);
  }
}
