import { z } from 'zod';
import { refuser } from './discord-error.ts';

/** An id as Discord writes it. */
export const snowflake = z.string().superRefine((id, context) => {
  if (/^\d{1,20}$/.test(id)) return;
  refuser(context)([], 'NUMBER_TYPE_COERCE', `Value "${id}" is not snowflake.`);
});
