import { expect, test } from 'vitest';
import { SecretStore } from '../../src/stores/secret-store.ts';
import type { OpenStore } from './contract.ts';

/** What the memory of secrets promises, whatever it lies in. */
export function secretStoreContract(open: OpenStore): void {
  test('the key is 32 bytes, the same whenever it is asked for, and no other store has it', async () => {
    await using one = await open();
    await using other = await open();
    const key = await new SecretStore(one.db).macKey();
    expect(key).toHaveLength(32);
    expect(await new SecretStore(one.db).macKey()).toEqual(key);
    expect(await new SecretStore(other.db).macKey()).not.toEqual(key);
  });
}
