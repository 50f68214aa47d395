import { ComponentType } from 'discord.js';
import { z } from 'zod';
import { demand, refuser } from './discord-error.ts';

/** A component as far as its place in the tree goes. */
export type Part = Readonly<{
  type: number;
  id?: number | null | undefined;
  custom_id?: string | null | undefined;
  content?: string;
  components?: readonly Part[];
  component?: Part;
  accessory?: Part;
}>;

type Step = string | number;
type Placed = { part: Part; path: readonly Step[] };

/** Every component, those within others too, in reading order, with where it stands. */
function partsOf(parts: readonly Part[], path: readonly Step[] = []): Placed[] {
  return parts.flatMap((part, at) => placed(part, [...path, at]));
}

function placed(part: Part, path: readonly Step[]): Placed[] {
  return [
    { part, path },
    ...partsOf(part.components ?? [], [...path, 'components']),
    ...(part.component ? placed(part.component, [...path, 'component']) : []),
    ...(part.accessory ? placed(part.accessory, [...path, 'accessory']) : []),
  ];
}

/** Every `custom_id` once, as Discord wants it in a message or a form. */
export function refuseRepeatedIds(parts: readonly Part[], context: z.RefinementCtx, path: readonly Step[] = []): void {
  const seen = new Set<string>();
  for (const { part, path: at } of partsOf(parts, path)) {
    const { custom_id: id } = part;
    if (typeof id !== 'string') continue;
    if (seen.has(id)) {
      const message = 'Component custom id cannot be duplicated';
      refuser(context)([...at, 'custom_id'], 'COMPONENT_CUSTOM_ID_DUPLICATED', message);
    }
    seen.add(id);
  }
}

type Body = Readonly<{ content: string; embeds: readonly unknown[]; components: readonly Part[] }>;

/**
 * Refuses what a message of this layout may not have: the old one has up to 5 rows, the new one (flag
 * IS_COMPONENTS_V2) up to 40 components, 4,000 characters in them, and neither content nor embeds.
 */
export function demandLayout(body: Body, isV2: boolean, within?: readonly string[]): void {
  demand(
    z.custom<Body>().superRefine(({ content, embeds, components }, context) => {
      const refuse = refuser(context);
      refuseRepeatedIds(components, context, ['components']);
      if (!isV2) {
        for (const [at, { type }] of components.entries()) {
          if (type === (ComponentType.ActionRow as number)) continue;
          refuse(['components', at], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
        }
        if (components.length > 5) refuse(['components'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
        return;
      }
      for (const [field, used] of Object.entries({ content: content !== '', embeds: embeds.length > 0 })) {
        if (!used) continue;
        const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
        refuse([field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
      }
      const all = partsOf(components).map(({ part }) => part);
      if (all.length > 40)
        refuse(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', 'There can be at most 40 components.');
      if (all.reduce((sum, { content: text = '' }) => sum + text.length, 0) > 4000) {
        const message = 'Component displayable text size exceeds maximum size of 4000';
        refuse(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', message);
      }
    }),
    body,
    within,
  );
}

/** Numbers the components that have no id of their own, as Discord does: 1, 2, 3 … in reading order. */
export function numbered<P extends Part>(parts: readonly P[]): P[] {
  const taken = new Set(partsOf(parts).map(({ part }) => part.id ?? 0));
  let last = 0;
  const number = (part: Part): Part => {
    let { id } = part;
    if (!id) {
      do last += 1;
      while (taken.has(last));
      id = last;
    }
    return {
      ...part,
      id,
      ...(part.components && { components: part.components.map(number) }),
      ...(part.component && { component: number(part.component) }),
      ...(part.accessory && { accessory: number(part.accessory) }),
    };
  };
  return parts.map(number) as P[];
}
