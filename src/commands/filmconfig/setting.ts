import { changeReply, stateReply } from '../../components/settings.ts';
import { defineSubcommand } from '../../discord/command.ts';
import type { Options, Subcommand } from '../../discord/command.ts';
import type { Section } from '../../discord/embeds/settings-lines.ts';
import type { CommandRequest } from '../../discord/request.ts';
import type { GuildSettings } from '../../domain/guild-settings.ts';
import type { Services } from '../../services/services.ts';

type ValuesOf<O extends Options> = Parameters<Subcommand<O>['execute']>[0]['options'];

/**
 * A subcommand that changes the settings of a section; without options it shows them. `changesOf` says what the options
 * given are to change, and refuses what makes no sense.
 */
export const defineSetting = <O extends Options>(
  section: Section,
  options: O,
  changesOf: (request: CommandRequest<ValuesOf<O>>, services: Services) => Partial<GuildSettings>,
): Subcommand =>
  defineSubcommand<O>({
    name: section,
    options,
    visibility: 'ephemeral',
    execute: (request, services) => {
      const given = Object.values(request.options).some((value) => value !== undefined);
      if (!given) return stateReply(section, options, request, services);
      return changeReply(changesOf(request, services), request, services);
    },
  });

/** The settings whose option was given. */
export const given = <S extends Partial<Record<keyof GuildSettings, unknown>>>(settings: S): Partial<GuildSettings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
