/** Ids as Discord's, 19 digits; each kind of thing has a range of its own, and a guild one for its parts. */
const numbered =
  (first: bigint, step = 1n) =>
  (n: number): string =>
    String(first + BigInt(n) * step);

export const guildId = numbered(1_100_000_000_000_000_000n, 1000n);
export const memberId = numbered(1_200_000_000_000_000_000n);
export const interactionId = numbered(1_400_000_000_000_000_000n);
export const applicationId = '1000000000000000001';

/** A channel, role or emoji: below 1000. */
export const partId = (guild: string, n: number): string => String(BigInt(guild) + BigInt(n));
