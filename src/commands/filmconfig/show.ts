import { guildIn } from '../../components/guild-in.ts';
import { defineSubcommand } from '../../discord/command.ts';
import { accent } from '../../discord/embeds/colors.ts';
import { commandOf, sections, stateLines } from '../../discord/embeds/settings-lines.ts';
import type { Section } from '../../discord/embeds/settings-lines.ts';

/** `/filmconfig show`: all settings at a glance, each with the command that changes it. */
export const show = defineSubcommand({
  name: 'show',
  options: {},
  visibility: 'ephemeral',
  execute: async (request, { settings, films, zones }) => {
    const { t, now } = request;
    const chosen = await settings.of(guildIn(request));
    const fields = (Object.keys(sections) as Section[]).map((section) => ({
      name: commandOf(section, t),
      value: stateLines(section, chosen, { t, films, zones, now }).join('\n'),
    }));
    return { embeds: [{ title: t('config.title'), color: accent, fields }] };
  },
});
