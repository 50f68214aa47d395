import { expect, test } from 'vitest';
import { acknowledgements } from '../../scripts/bench/acknowledge.ts';

// The figures at 200 a second come from `npm run bench`: on a machine that is busy otherwise, a bound on them would say
// nothing about the bot.
test('when many use the bot at once everybody is answered', async () => {
  const { asked, answered } = await acknowledgements({ perSecond: 40, seconds: 2 });
  expect(answered).toBe(asked);
}, 60_000);
