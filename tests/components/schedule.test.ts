import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';
import { draftReply } from '../../src/components/schedule.ts';
import { defaultSettings } from '../../src/domain/guild-settings.ts';
import type { ScheduleSettings } from '../../src/domain/club-schedule.ts';
import type { GuildSettings } from '../../src/domain/guild-settings.ts';
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

/** A schedule that is still to be confirmed, in a channel where the bot may do this. */
async function drafted(
  botMay: bigint,
  { club, ...chosen }: Partial<ScheduleSettings> & { club?: Partial<GuildSettings> } = {},
): Promise<Readonly<{ text: string; isToConfirm: boolean }>> {
  const request = aRequest({ club: { ...defaultSettings, ...club } });
  const reply: MessageReply = await draftReply('main', { ...fridays, ...chosen }, botMay, request, aClub());
  return {
    text: reply.embeds?.[0]?.description ?? '',
    isToConfirm: JSON.stringify(reply.components).includes('"Confirm"'),
  };
}

const bits = PermissionFlagsBits;
const usual = bits.ViewChannel | bits.SendMessages | bits.EmbedLinks | bits.ReadMessageHistory | bits.AddReactions;

test('a schedule that is still to be confirmed says its next three dates', async () => {
  const { text } = await drafted(usual);
  expect(text).toContain('\nNext: <t:1795798800:F> · <t:1796403600:F> · <t:1797008400:F>\n');
});

test.each<[string, Parameters<typeof drafted>[1], bigint]>([
  ['View Channel', {}, usual & ~bits.ViewChannel],
  ['Send Messages', {}, usual & ~bits.SendMessages],
  ['Embed Links', {}, usual & ~bits.EmbedLinks],
  ['Read Message History', {}, usual & ~bits.ReadMessageHistory],
  ['Add Reactions', {}, usual & ~bits.AddReactions],
  ['Create Public Threads', { thread: true }, usual],
  ['Pin Messages', { pin: true }, usual],
  ['Create Public Threads, Pin Messages', { thread: true, pin: true }, usual],
])('a schedule is not to be confirmed where the bot lacks %s, and says so', async (missing, settings, botMay) => {
  const { text, isToConfirm } = await drafted(botMay, settings);
  expect([isToConfirm, text]).toEqual([
    false,
    expect.stringContaining(`\nI lack in <#500>: ${missing}. Give me these`),
  ]);
  expect(text).toMatch(/This is the next post\.$/);
});

test.each<[string, Parameters<typeof drafted>[1], bigint]>([
  ['all that it does', { thread: true, pin: true }, usual | bits.CreatePublicThreads | bits.PinMessages],
  ['no more than it does', {}, usual],
  ['no reactions, where members rate by buttons', { club: { ratingMode: 'buttons' } }, usual & ~bits.AddReactions],
  ['no thread and no pin, where each post is a thread', { channelKind: 'forum', thread: true, pin: true }, usual],
])('a schedule is to be confirmed where the bot may do %s', async (_, settings, botMay) => {
  expect(await drafted(botMay, settings)).toEqual({
    text: expect.stringMatching(/I have all permissions that this needs\.\n\nThis is the next post\. Press Confirm/),
    isToConfirm: true,
  });
});
