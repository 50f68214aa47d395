import { defineSubcommand } from '../../discord/command.ts';

/** `/filmdata export`: all that is stored about the member, everywhere, as one JSON file. */
export const exportAll = defineSubcommand({
  name: 'export',
  options: {},
  visibility: 'ephemeral',
  execute: async ({ userId, now, t }, { members }) => {
    const { ratings, ...rest } = await members.export(userId);
    const exported = { exportedAt: now, userId, ratings, ...rest };
    const file = {
      name: 'kinoklub-data.json',
      data: new TextEncoder().encode(JSON.stringify(exported, undefined, 2)),
      contentType: 'application/json',
      description: t('data.export-file'),
    };
    return { content: t('data.exported', { count: ratings.length }), files: [file] };
  },
});
