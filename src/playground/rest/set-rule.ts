import { z } from 'zod';
import { refuser } from './discord-error.ts';

/** A list in which nothing may stand twice. */
export const setOf = <T extends z.ZodType>(item: T) =>
  z.array(item).superRefine((list, context) => {
    for (const [at, value] of list.entries()) {
      if (list.indexOf(value) === at) continue;
      refuser(context)([at], 'SET_TYPE_ALREADY_CONTAINS_VALUE', 'The set already contains this value');
    }
  });
