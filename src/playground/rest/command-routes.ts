import { idOf, jsonOf } from './call.ts';
import type { Api, ApiParts, Call } from './call.ts';
import { CommandRegistry } from './command-registry.ts';
import { refusals } from './discord-error.ts';

/** Global commands and those of the guild: https://discord.com/developers/docs/interactions/application-commands#endpoints */
export function commandRoutes(api: Api, { world }: ApiParts): void {
  const registry = new CommandRegistry(world);
  const scopeOf = (call: Call): string => {
    if (idOf(call, 'application_id') !== world.applicationId) throw refusals.notYourApplication();
    if (call.req.param('guild_id') === undefined) return 'global';
    if (idOf(call, 'guild_id') !== world.guild.id) throw refusals.missingAccess();
    return world.guild.id;
  };
  const scopes = [
    '/applications/:application_id/commands',
    '/applications/:application_id/guilds/:guild_id/commands',
  ] as const;
  for (const all of scopes) {
    const one = `${all}/:command_id` as const;
    api.get(all, (call) => {
      const commands = registry.list(scopeOf(call));
      return call.json(call.req.query('with_localizations') === 'true' ? commands : commands.map(withoutWords));
    });
    api.post(all, (call) => {
      const { command, isNew } = registry.create(scopeOf(call), jsonOf(call));
      return call.json(command, isNew ? 201 : 200);
    });
    api.put(all, (call) => call.json(registry.replace(scopeOf(call), jsonOf(call))));
    api.get(one, (call) => call.json(registry.get(scopeOf(call), idOf(call, 'command_id'))));
    api.patch(one, (call) => {
      const command = registry.edit(scopeOf(call), idOf(call, 'command_id'), jsonOf(call));
      return call.json(command);
    });
    api.delete(one, (call) => {
      registry.remove(scopeOf(call), idOf(call, 'command_id'));
      return call.body(null, 204);
    });
  }
}

/** A list is asked for without its translations unless the query wants them. */
function withoutWords(part: object): object {
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => !key.endsWith('_localizations'))
      .map(([key, value]) => [key, Array.isArray(value) ? value.map(leaf) : (value as unknown)]),
  );
}

const leaf = (item: unknown): unknown => (typeof item === 'object' && item !== null ? withoutWords(item) : item);
