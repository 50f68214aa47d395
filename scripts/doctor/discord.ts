import type { REST } from '@discordjs/rest';
import { ApplicationFlags, PermissionFlagsBits, Routes } from 'discord-api-types/v10';
import type { APIApplication, APIGatewayBotInfo, RESTAPIPartialCurrentUserGuild } from 'discord-api-types/v10';
import { commands } from '../../src/commands/index.ts';
import type { Settings } from '../../src/config.ts';
import { isEmpty } from '../../src/discord/command-difference.ts';
import { commandDifference } from '../../src/discord/registration.ts';
import { exitCodes } from '../../src/errors.ts';
import { counted } from '../counted.ts';
import { fine, odd, wrong } from './finding.ts';
import type { Check, Finding } from './finding.ts';

/** All checks give up after this long. */
const patienceMs = 10_000;
/** A page of guilds; and of how many too few permissions are told one by one. */
const guildsInPage = 200;
const guildsTold = 10;
/** A start takes one session for each shard, and Discord's day is long. */
const fewSessions = 10;

/** A post with the film's card that members rate by reaction needs these; answers to commands need none. */
const wantedPermissions = {
  'View Channels': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Add Reactions': PermissionFlagsBits.AddReactions,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
};
const allWanted = Object.values(wantedPermissions).reduce((all, bit) => all | bit, 0n);

/** Asks over HTTP alone, and never for a session of the gateway. */
export class DiscordChecks {
  readonly #rest: REST;
  readonly #settings: Settings;
  /** Discord's clock minus ours, in milliseconds, as the first answer tells. */
  #aheadMs: number | undefined;
  #application: APIApplication | undefined;

  constructor({ rest, settings }: { rest: REST; settings: Settings }) {
    this.#rest = rest;
    this.#settings = settings;
    rest.on('response', (_request, response) => {
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) this.#aheadMs ??= date - Date.now();
    });
  }

  /** Needs no token. Nothing else makes sense when it fails. */
  readonly reach: Check = async () => {
    const startedMs = performance.now();
    const { apiUrl } = this.#settings;
    try {
      await this.#get(Routes.gateway(), { auth: false });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const remedy = 'check the network, a firewall or proxy between, and DISCORD_API_URL';
      return [wrong(`Discord does not answer at ${apiUrl} (${reason})`, remedy, exitCodes.discordRefuses)];
    }
    return [fine(`Discord answers at ${apiUrl} in ${Math.round(performance.now() - startedMs)} ms`)];
  };

  /** Discord tells the time in whole seconds. */
  readonly clock: Check = async () => {
    if (this.#aheadMs === undefined) return [odd('clock: Discord does not tell the time', 'compare it by hand')];
    const offS = Math.abs(Math.round(this.#aheadMs / 1000));
    const way = this.#aheadMs > 0 ? 'behind' : 'ahead of';
    const remedy = 'let the system set its clock (NTP): dates of posts and times in answers depend on it';
    if (offS > 60) return [wrong(`clock: ${offS} s ${way} Discord's`, remedy, exitCodes.configuration)];
    return offS > 3 ? [odd(`clock: ${offS} s ${way} Discord's`, remedy)] : [fine("clock: the same as Discord's")];
  };

  /** Nothing after it makes sense when the token is refused. */
  readonly token: Check = async () => {
    this.#application = (await this.#get(Routes.currentApplication())) as APIApplication;
    return [fine(`token: Discord takes it, for the application ${plain(this.#application.name)}`)];
  };

  /** What is set in the Developer Portal. */
  readonly portal: Check = async () => {
    const { interactions_endpoint_url: endpoint, flags = 0 } = this.#application ?? {};
    const privileged = Object.entries({
      Presence: ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited,
      'Server Members': ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited,
      'Message Content': ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited,
    }).flatMap(([name, bits]) => ((flags & bits) === 0 ? [] : [name]));
    return [
      ...(endpoint
        ? [
            wrong(
              'commands go to an Interactions Endpoint URL, not to the bot',
              'clear that field in the Developer Portal (General Information)',
              exitCodes.discordRefuses,
            ),
          ]
        : []),
      privileged.length === 0
        ? fine('intents: none that is privileged is needed, and none is on')
        : odd(
            `intents: ${privileged.join(', ')} on, although the bot needs none that is privileged`,
            'switch them off in the Developer Portal (Bot)',
          ),
    ];
  };

  readonly sessions: Check = async () => {
    const { session_start_limit: limit } = (await this.#get(Routes.gatewayBot())) as APIGatewayBotInfo;
    const said = `starts: ${limit.remaining} of ${limit.total} left today`;
    if (limit.remaining >= fewSessions) return [fine(said)];
    const hours = (limit.reset_after / 3_600_000).toFixed(1);
    return [odd(said, `find out why the bot starts so often; without any left it waits, ${hours} h from now`)];
  };

  readonly commands: Check = async () => {
    const { devGuildId } = this.#settings;
    const applicationId = this.#application?.id ?? '';
    const difference = await commandDifference({ rest: this.#rest, applicationId, devGuildId, commands });
    const scope = devGuildId === undefined ? 'everywhere' : `in the guild ${devGuildId}`;
    if (isEmpty(difference)) return [fine(`commands: ${commands.length} are registered ${scope}`)];
    const changes = Object.entries(difference).flatMap(([what, names]) =>
      names.length === 0 ? [] : [`to be ${what}: ${names.map(plain).join(', ')}`],
    );
    return [odd(`commands ${scope}: ${changes.join('; ')}`, 'start the bot, or npm run commands:register')];
  };

  /** What its roles allow in each server; a channel may allow more or less, and /filmconfig check tells. */
  readonly permissions: Check = async () => {
    const guilds = await this.#guilds();
    if (guilds.length === 0) return [odd('servers: the bot is in none', `invite it: ${this.#invitation(allWanted)}`)];
    const short = guilds.flatMap((guild): Finding[] => {
      const has = BigInt(guild.permissions);
      const isAdministrator = (has & PermissionFlagsBits.Administrator) !== 0n;
      const missing = Object.entries(wantedPermissions).flatMap(([name, bit]) =>
        isAdministrator || (has & bit) !== 0n ? [] : [name],
      );
      if (missing.length === 0) return [];
      const where = `${plain(guild.name)} (${guild.id})`;
      return [
        odd(`${where} lacks for posts: ${missing.join(', ')}`, `invite it again: ${this.#invitation(allWanted)}`),
      ];
    });
    const [told, rest] = [short.slice(0, guildsTold), short.length - guildsTold];
    if (rest > 0) told.push(odd(`${counted(rest, 'more server lacks', 'more servers lack')} something`, 'the same'));
    return told.length > 0 ? told : [fine(`permissions: all that posts need, in ${counted(guilds.length, 'server')}`)];
  };

  async #guilds(): Promise<readonly RESTAPIPartialCurrentUserGuild[]> {
    const guilds: RESTAPIPartialCurrentUserGuild[] = [];
    for (;;) {
      const query = new URLSearchParams({ limit: String(guildsInPage), after: guilds.at(-1)?.id ?? '0' });
      const page = (await this.#get(Routes.userGuilds(), { query })) as RESTAPIPartialCurrentUserGuild[];
      guilds.push(...page);
      if (page.length < guildsInPage) return guilds;
    }
  }

  #invitation(permissions: bigint): string {
    const scopes = 'bot+applications.commands';
    const id = this.#application?.id ?? '';
    return `https://discord.com/oauth2/authorize?client_id=${id}&scope=${scopes}&permissions=${permissions}`;
  }

  #get(route: `/${string}`, options: Parameters<REST['get']>[1] = {}): Promise<unknown> {
    return this.#rest.get(route, { ...options, signal: AbortSignal.timeout(patienceMs) });
  }
}

/** A name as a terminal may show it: what others chose could move the cursor or hide a line. */
const plain = (name: string): string => name.replaceAll(/\p{C}+/gu, ' ').slice(0, 100);
