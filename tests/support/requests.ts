import { defaultSettings } from '../../src/domain/guild-settings.ts';
import { translator } from '../../src/locales/translate.ts';
import type { Locale } from '../../src/locales/translate.ts';
import type { CommandRequest, ComponentRequest, Request } from '../../src/discord/request.ts';

/** A Wednesday evening; tests that care about time set their own. */
export const someEvening = Temporal.Instant.from('2026-11-25T18:00:00Z');

/** A request as a door gets it, from a member of a guild; everything may be overridden. */
export function aRequest(overrides: Partial<Request> & { locale?: Locale } = {}): Request {
  const { locale = 'en-US', ...rest } = overrides;
  return {
    interactionId: '1300000000000000001',
    userId: '1100000000000000001',
    guildId: '1000000000000000001',
    channelId: '1200000000000000001',
    permissions: 0n,
    roles: [],
    ownPermissions: undefined,
    inThread: false,
    guildLocale: 'en-US',
    now: someEvening,
    club: defaultSettings,
    t: translator(locale),
    ...rest,
  };
}

/** The request of a command with these options. */
export const aCommandRequest = <Options>(
  options: Options,
  overrides: Parameters<typeof aRequest>[0] = {},
): CommandRequest<Options> => ({ ...aRequest(overrides), options });

/** The request of a press on a button; `values` for a select, `fields` for a form. */
export const aComponentRequest = (
  overrides: Partial<ComponentRequest> & { locale?: Locale } = {},
): ComponentRequest => ({
  values: [],
  picked: [],
  fields: {},
  picks: {},
  message: undefined,
  ...aRequest(overrides),
  ...overrides,
});
