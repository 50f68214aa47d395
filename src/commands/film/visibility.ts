import type { Visibility } from '../../discord/reply.ts';

type Asked = Readonly<{ private?: boolean | undefined }>;

/** Public, unless the member asked to be the only one who sees the answer. */
export const publicUnlessPrivate = (asked: Asked): Visibility => publicUnlessPersonal(false, asked);

/** What says something about the member is public only if they asked for that in so many words. */
export const publicUnlessPersonal = (personal: boolean, { private: hidden = personal }: Asked): Visibility =>
  hidden ? 'ephemeral' : 'public';
