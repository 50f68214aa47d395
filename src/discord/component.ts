import type { z } from 'zod';
import type { Authority } from '../domain/authority.ts';
import type { Services } from '../services/services.ts';
import { limits } from './limits.ts';
import type { Reply, Visibility } from './reply.ts';
import type { ComponentRequest } from './request.ts';
import { passLength, sealLength } from './seal.ts';

/** Where the answer goes: over the message that carries the component, or into a new one (`same`: seen by the same people). */
type Placement = 'update' | 'same' | Visibility;

type Args = z.ZodType<readonly unknown[]>;

/** A button, select or form. Its custom_id carries all it needs, so it works after a restart; it is a stranger's input. */
export type Component<A extends Args = Args> = Readonly<{
  route: string;
  args: A;
  placement: Placement;
  /** It changes what is kept or what others see. Paging and opening do not. */
  acts?: boolean;
  /** What its presser must be in the guild, checked with each press, unless they hold a pass (seal.ts). */
  needs?: Authority;
  execute(request: ComponentRequest, args: z.output<A>, services: Services): Reply | Promise<Reply>;
  /** `route:arg:arg`, with `%` and `:` escaped. Throws over 100 characters, its seal counted: a bug, not an input. */
  customId(...args: z.output<A> & unknown[]): string;
}>;

/** Gives a component its `customId`, the one way to write what `readCustomId` reads. */
export const defineComponent = <A extends Args>(parts: Omit<Component<A>, 'customId'>): Component<A> => ({
  ...parts,
  customId: (...args) => writeCustomId(parts.route, args, limits.customId - roomFor(parts)),
});

/** The route and raw arguments of a custom_id; any text has some. The component's own schema checks the arguments. */
export function readCustomId(customId: string): { route: string; args: readonly string[] } {
  const [route = '', ...args] = customId.split(':');
  return { route, args: args.map((arg) => arg.replace(/%3A|%25/g, (code) => (code === '%3A' ? ':' : '%'))) };
}

/** A seal, and the pass that it may carry. */
const roomFor = ({ acts, needs }: Pick<Component, 'acts' | 'needs'>): number =>
  (acts || needs ? sealLength : 0) + (needs ? passLength : 0);

function writeCustomId(route: string, args: readonly unknown[], most: number): string {
  const customId = [route, ...args.map((arg) => String(arg).replaceAll('%', '%25').replaceAll(':', '%3A'))].join(':');
  if (customId.length > most) throw new RangeError(`custom_id over ${most} characters: ${customId}`);
  return customId;
}
