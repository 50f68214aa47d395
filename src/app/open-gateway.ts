import { GatewayDispatchEvents } from 'discord-api-types/v10';
import { commands } from '../commands/index.ts';
import { components } from '../components/index.ts';
import type { Budgets } from '../discord/budgets.ts';
import { Callbacks } from '../discord/callbacks.ts';
import { Gateway } from '../discord/gateway.ts';
import { InteractionRouter } from '../discord/interaction-router.ts';
import { Listeners } from '../discord/listener.ts';
import { listeners } from '../listeners/index.ts';
import type { Services } from '../services/services.ts';
import type { SessionStarts } from '../services/session-starts.ts';
import type { Discord } from './open-discord.ts';
import type { OpenStore } from './open-store.ts';
import type { Site } from './site.ts';

/** How long running handlers have to answer once the bot is told to stop. */
const graceMs = 5000;

type Parts = Readonly<{
  discord: Discord;
  store: OpenStore;
  services: Services;
  starts: SessionStarts;
  budgets: Budgets;
}>;

/** Builds what Discord's events come in by, and the doors that they go to. Nothing comes before `connect`. */
export function openGateway(site: Site, { discord, store, services, starts, budgets }: Parts): Gateway {
  const { config, clock, random, log, metrics, checkup, stack, applicationId } = site;
  const { token, apiUrl } = config;
  const { rest } = discord;
  const callbacks = stack.use(new Callbacks({ apiUrl, metrics, log: log.child({ part: 'callbacks' }) }));
  const heard = new Listeners({ listeners, services, log: log.child({ part: 'listeners' }) });
  const gateway = stack.use(
    new Gateway({
      ...{ rest, token, apiUrl, random, starts, metrics },
      log: log.child({ part: 'gateway' }),
      onDispatch: (event) => {
        if (event.t === GatewayDispatchEvents.InteractionCreate) void router.handle(event.d);
        heard.hear(event);
      },
    }),
  );
  checkup.gateway = gateway;
  const router = new InteractionRouter({
    ...{ rest, callbacks, services, commands, components, seal: store.seal, budgets, clock, metrics, applicationId },
    log: log.child({ part: 'interactions' }),
  });
  stack.defer(() => router.close(graceMs));
  return gateway;
}
