import { expect, test } from 'vitest';

test('no test can reach the network', async () => {
  await expect(fetch('http://192.0.2.1/')).rejects.toMatchObject({
    cause: { message: expect.stringContaining('blocked') },
  });
});
