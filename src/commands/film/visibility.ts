import type { Visibility } from '../../discord/reply.ts';

/** Public, unless the member asked to be the only one who sees the answer. */
export const publicUnlessPrivate = ({ private: hidden }: Readonly<{ private?: boolean | undefined }>): Visibility =>
  hidden === true ? 'ephemeral' : 'public';
