import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { bitOf, is } from '../../src/domain/authority.ts';
import { aRequest } from '../support/requests.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';

const { Administrator, ManageEvents, ManageGuild, ManageMessages } = PermissionFlagsBits;
const club = { ...defaultSettings, moderatorRole: '5' };

test('the bits are Discord’s', () => {
  expect(bitOf).toEqual({ moderator: ManageEvents, manager: ManageGuild });
});

describe('who is a moderator, and who a manager:', () => {
  test.each([
    ['nobody by nature', { permissions: ManageMessages }, false, false],
    ['with Manage Events', { permissions: ManageEvents }, true, false],
    ['with Manage Server', { permissions: ManageGuild }, false, true],
    ['an administrator', { permissions: Administrator }, true, true],
    ['with the role that the club has chosen', { roles: ['4', '5'], club }, true, false],
    ['with another role', { roles: ['4'], club }, false, false],
    ['with that role where the club has not chosen it', { roles: ['5'] }, false, false],
    ['nobody in a direct message', { permissions: Administrator, guildId: undefined }, false, false],
  ])('%s', (_who, request, isModerator, isManager) => {
    expect(is('moderator', aRequest(request))).toBe(isModerator);
    expect(is('manager', aRequest(request))).toBe(isManager);
  });
});
