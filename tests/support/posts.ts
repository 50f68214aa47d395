import type { SentPost } from '../../src/domain/post.ts';
import { someEvening } from './requests.ts';

/** An open post, as it is after it was sent; everything may be overridden. */
export const aPost = (parts: Partial<SentPost> = {}): SentPost => ({
  id: `n${parts.messageId ?? '1400000000000000001'}`,
  guildId: '1000000000000000001',
  channelId: '1200000000000000001',
  filmId: 'daisies',
  messageId: '1400000000000000001',
  mode: 'reactions',
  emojiSet: 'digits',
  locale: 'en-US',
  state: 'open',
  createdAt: someEvening,
  closesAt: someEvening.add({ hours: 28 * 24 }),
  heardSince: someEvening,
  fullReadAt: undefined,
  seeded: [1, 2, 3, 4, 5],
  toSeed: [],
  ...parts,
});
