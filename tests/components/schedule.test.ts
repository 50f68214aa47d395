import { expect, test } from 'vitest';
import { draftReply } from '../../src/components/schedule.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { MessageReply } from '../../src/discord/reply.ts';
import { aRequest } from '../support/requests.ts';
import { fridays } from '../support/schedules.ts';
import { aClub } from '../support/services.ts';

test('a schedule that is still to be confirmed says whom it will mention: its own role, or else the guild’s', async () => {
  const services = aClub();
  let id = 0;
  const said = async (roleId: string | undefined, pingRole: string | undefined, locale: 'en-US' | 'ru' = 'en-US') => {
    const club = { ...defaultSettings, pingRole };
    const request = aRequest({ club, locale, interactionId: String((id += 1)) });
    const settings = { ...fridays, ...(roleId !== undefined && { roleId }) };
    const { embeds = [] }: MessageReply = await draftReply('main', settings, undefined, request, services);
    return embeds[0]?.description;
  };
  expect(await said(undefined, '42')).toContain('\nIt mentions <@&42>.\n');
  expect(await said('9', '42')).toContain('\nIt mentions <@&9>.\n');
  expect(await said(undefined, '42', 'ru')).toContain('\nУпоминает <@&42>.\n');
  expect(await said(undefined, undefined)).not.toContain('mentions');
});
