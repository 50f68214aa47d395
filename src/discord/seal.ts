import { createHmac, timingSafeEqual } from 'node:crypto';
import { scopeOf } from '../domain/scope.ts';
import type { Component } from './component.ts';
import type { Reply } from './reply.ts';

/** Where a message is made and its components are used. */
type Place = Parameters<typeof scopeOf>[0];

/** 96 bits of the MAC are out of reach for guessing over the network, and leave room for the arguments. */
const macBytes = 12;
/** What a seal adds to a custom_id: a colon and the MAC in base64url. */
export const sealLength = 1 + (macBytes * 8) / 6;

/**
 * Authenticates the custom_ids of components that act. Each carries a MAC, made with a key that only this bot's store holds,
 * over route, arguments and the guild where the message was made (in direct messages: the person). So nobody can write one,
 * change one or carry one over from another guild. It says nothing about who presses: doors check that.
 */
export class Seal {
  readonly #key: Uint8Array;
  readonly #acting: ReadonlySet<string>;

  constructor({ key, components }: { key: Uint8Array; components: readonly Component[] }) {
    this.#key = key;
    this.#acting = new Set(components.filter(({ acts }) => acts).map(({ route }) => route));
  }

  /** The reply with its acting custom_ids sealed for this place. Every message and form that the bot sends goes through here. */
  sealed<R extends Reply>(reply: R, place: Place): R {
    if ('modal' in reply) {
      return { ...reply, modal: { ...reply.modal, custom_id: this.#seal(reply.modal.custom_id, place) } };
    }
    const components = reply.components?.map((row) => ({
      ...row,
      components: row.components.map((part) =>
        'custom_id' in part ? { ...part, custom_id: this.#seal(part.custom_id, place) } : part,
      ),
    }));
    return { ...reply, ...(components && { components }) };
  }

  /**
   * The custom_id as its component wrote it. Undefined for one that acts and was not sealed for this place: it is forged,
   * changed, from another guild or store, or older than seals.
   */
  opened(customId: string, place: Place): string | undefined {
    if (!this.#acts(customId)) return customId;
    const written = customId.slice(0, -sealLength);
    const expected = Buffer.from(this.#seal(written, place));
    const given = Buffer.from(customId);
    return given.length === expected.length && timingSafeEqual(given, expected) ? written : undefined;
  }

  #seal(customId: string, place: Place): string {
    if (!this.#acts(customId)) return customId;
    // A scope holds no colon, so no two pairs of scope and custom_id read the same.
    const mac = createHmac('sha256', this.#key)
      .update(`${scopeOf(place)}:${customId}`)
      .digest();
    return `${customId}:${mac.subarray(0, macBytes).toString('base64url')}`;
  }

  #acts(customId: string): boolean {
    const [route = ''] = customId.split(':', 1);
    return this.#acting.has(route);
  }
}
