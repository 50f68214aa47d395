import type { Component } from '../../src/discord/component.ts';
import { button, buttonRow } from '../../src/discord/embeds/rows.ts';
import { Seal } from '../../src/discord/seal.ts';

/** A bot's seal, with a key that everybody knows. */
export const aSeal = (components: readonly Component[] = []): Seal => new Seal({ key: new Uint8Array(32), components });

/** A custom_id as the bot gives it away in this place. */
export function sealedId(seal: Seal, customId: string, place: { guildId: string | undefined; userId: string }): string {
  const [row] = seal.sealed({ components: buttonRow(button('Press', customId)) }, place).components;
  const [part] = row?.components ?? [];
  return part && 'custom_id' in part ? part.custom_id : '';
}
