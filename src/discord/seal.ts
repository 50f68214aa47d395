import { hash, timingSafeEqual } from 'node:crypto';
import type { Authority } from '../domain/authority.ts';
import { scopeOf } from '../domain/scope.ts';
import type { Component } from './component.ts';
import type { Pass } from './passes.ts';
import type { Reply } from './reply.ts';

/** Where a message is made and its components are used. */
type Place = Parameters<typeof scopeOf>[0];

/** In base64url, so 96 bits of the MAC: out of reach for guessing over the network, and they leave room for the arguments. */
const macLength = 16;
/** What a seal adds to a custom_id: a colon and the MAC. */
export const sealLength = 1 + macLength;
/** What a pass (passes.ts) adds besides: a colon and its end, in seconds since 1970 in base 36. */
export const passLength = 1 + 7;

type Opened = Readonly<{ customId: string; passUntilMs: number | undefined }>;

/**
 * Authenticates the custom_ids of components that act, or that not everybody may use. Each carries a MAC, made with a key that only this bot's store holds,
 * over route, arguments and the guild where the message was made (in direct messages: the person). So nobody can write one,
 * change one or carry one over from another guild. It says nothing about who presses, unless it
 * carries a pass: doors check that.
 */
export class Seal {
  readonly #key: string;
  /** What each component that is sealed needs, by its route. */
  readonly #sealing: ReadonlyMap<string, Authority | undefined>;

  constructor({ key, components }: { key: Uint8Array; components: readonly Component[] }) {
    this.#key = Buffer.from(key).toString('hex');
    this.#sealing = new Map(
      components.filter(({ acts, needs }) => acts || needs).map(({ route, needs }) => [route, needs]),
    );
  }

  /** The reply with its custom_ids sealed for this place, and for the one who gets it a pass. Every message and form that the bot sends goes through here. */
  sealed<R extends Reply>(reply: R, place: Place, pass?: Pass): R {
    if ('modal' in reply) {
      return { ...reply, modal: { ...reply.modal, custom_id: this.#seal(reply.modal.custom_id, place, pass) } };
    }
    const components = reply.components?.map((row) => ({
      ...row,
      components: row.components.map((part) =>
        'custom_id' in part ? withId(part, this.#seal(part.custom_id, place, pass)) : part,
      ),
    }));
    return { ...reply, ...(components && { components }) };
  }

  /**
   * The custom_id as its component wrote it, and until when the presser's pass is good, if it carries one. Undefined for one
   * that is to be sealed and was not for this place: forged, changed, from another guild or store, older than seals, or with
   * the pass of somebody else.
   */
  opened(customId: string, place: Place): Opened | undefined {
    const route = routeOf(customId);
    if (!this.#sealing.has(route)) return { customId, passUntilMs: undefined };
    const written = customId.slice(0, -sealLength);
    if (isSame(this.#withMac(written, scopeOf(place)), customId)) return { customId: written, passUntilMs: undefined };
    if (!this.#sealing.get(route) || !isSame(this.#withMac(written, holderOf(place)), customId)) return undefined;
    const at = written.lastIndexOf(':');
    return { customId: written.slice(0, at), passUntilMs: parseInt(written.slice(at + 1), 36) * 1000 };
  }

  #seal(customId: string, place: Place, pass: Pass | undefined): string {
    const route = routeOf(customId);
    if (!this.#sealing.has(route)) return customId;
    const needs = this.#sealing.get(route);
    if (!pass || !needs || !pass.lacks(needs)) return this.#withMac(customId, scopeOf(place));
    return this.#withMac(`${customId}:${Math.floor(pass.untilMs / 1000).toString(36)}`, holderOf(place));
  }

  #withMac(written: string, of: string): string {
    // Neither a scope nor a holder holds a colon, so no two pairs of it and what is written read the same.
    // SHA-3 is a MAC with the key in front, and needs no HMAC around it, which takes three times as long in Node:
    // https://keccak.team/keccak_strengths.html
    const mac = hash('sha3-256', `${this.#key}:${of}:${written}`, 'base64url');
    return [written, mac.slice(0, macLength)].join(':');
  }
}

function routeOf(customId: string): string {
  const end = customId.indexOf(':');
  return end === -1 ? customId : customId.slice(0, end);
}

/** The part itself where its custom_id is not sealed: most are not. */
const withId = <P extends { custom_id: string }>(part: P, customId: string): P =>
  customId === part.custom_id ? part : { ...part, custom_id: customId };

/** Whoever gets a pass. No scope begins like this. */
const holderOf = (place: Place): string => `pass ${place.userId} ${scopeOf(place)}`;

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
