import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Client } from './client.ts';

const words = (text: string) => ({ ru: text });
const named = (name: string, more: object = {}): object => ({
  ...{ name, name_localizations: words(name), description: name, description_localizations: words(name) },
  ...more,
});
const choices = (...values: readonly (string | number)[]): object[] =>
  values.map((value) => ({ name: `${value}`, name_localizations: words(`${value}`), value }));

/** Every type of option, with all that can be said of it. */
export const plainOptions = [
  named('text', { type: OptionType.String, required: true, min_length: 2, max_length: 60, autocomplete: true }),
  named('choice', { type: OptionType.String, choices: choices('a', 'b') }),
  named('count', { type: OptionType.Integer, min_value: 1, max_value: 600 }),
  named('few', { type: OptionType.Integer, choices: choices(1, 2) }),
  named('file', { type: OptionType.Attachment }),
  named('size', { type: OptionType.Number, choices: choices(1.5, 2) }),
  named('flag', { type: OptionType.Boolean }),
  named('who', { type: OptionType.User }),
  named('role', { type: OptionType.Role }),
  named('any', { type: OptionType.Mentionable }),
  named('where', { type: OptionType.Channel, channel_types: [0, 5] }),
];
/** Sub-commands and groups with them. */
export const optionTree = [
  named('show', { type: OptionType.Subcommand, options: plainOptions }),
  named('week', {
    type: OptionType.SubcommandGroup,
    options: [named('set', { type: OptionType.Subcommand, options: plainOptions.slice(0, 2) })],
  }),
];

/** Registers commands of every kind, globally and in the guild, and takes them away again. */
export async function tryCommands(client: Client): Promise<void> {
  const { applicationId, guild } = client.stage.world;
  await tryScope(client, `/applications/${applicationId}/commands`, { contexts: [0, 1], integration_types: [0] });
  await tryScope(client, `/applications/${applicationId}/guilds/${guild.id}/commands`, {});
  await client.ask(403, 'GET /applications/1/commands');
  await client.ask(403, `GET /applications/${applicationId}/guilds/1/commands`);
}

async function tryScope(client: Client, all: string, where: object): Promise<void> {
  const film = { type: 1, ...named('film', { options: optionTree }), default_member_permissions: '32', ...where };
  const flat = { ...named('flat', { options: plainOptions }), dm_permission: false };
  const menu = { type: 3, name: 'Film details', name_localizations: words('Film details'), ...where };
  await client.ask(200, `PUT ${all}`, [film, menu, { ...menu, type: 2 }]);
  await client.ask(200, `GET ${all}`);
  await client.ask(200, `GET ${all}?with_localizations=true`);
  const { body } = await client.ask(201, `POST ${all}`, flat);
  await client.ask(200, `POST ${all}`, flat);
  const one = `${all}/${(body as { id: string }).id}`;
  await client.ask(200, `GET ${one}`);
  await client.ask(200, `PATCH ${one}`, { description: 'Another', options: [] });
  await client.ask(400, `PATCH ${one}`, { name: 'film' });
  await client.ask(204, `DELETE ${one}`);
  await client.ask(404, `GET ${one}`);
  await client.ask(400, `POST ${all}`, { name: 'NOT LOWER', description: '' });
  await client.ask(200, `PUT ${all}`, []);
}
