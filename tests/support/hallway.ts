import { Routes } from 'discord.js';
import { pino } from 'pino';
import { Callbacks } from '../../src/discord/callbacks.ts';
import type { Command } from '../../src/discord/command.ts';
import type { Component } from '../../src/discord/component.ts';
import { Gateway } from '../../src/discord/gateway.ts';
import { InteractionRouter } from '../../src/discord/interaction-router.ts';
import { createRest } from '../../src/discord/rest.ts';
import type { StartBot } from '../../src/playground/bot-switch.ts';
import { Playground } from '../../src/playground/server.ts';
import { Club, endless } from './club.ts';
import { someEvening } from './requests.ts';
import { aClub } from './services.ts';
import { aSeal } from './seal.ts';

/** A club whose bot is the hallway alone (gateway, router, REST) with these doors behind it: slow ones, broken ones. */
export async function startHallway(doors: {
  commands: readonly Command[];
  components?: readonly Component[];
}): Promise<Club> {
  const log = pino({ level: 'silent' });
  const startBot = async ({
    apiUrl,
    token,
  }: {
    apiUrl: string;
    token: string;
  }): Promise<Awaited<ReturnType<StartBot>>> => {
    const rest = createRest({ apiUrl, token, log });
    const callbacks = new Callbacks({ apiUrl, log });
    let applicationId = '';
    const { commands, components = [] } = doors;
    const router = new InteractionRouter({
      ...{ rest, callbacks, log, components, commands, seal: aSeal(components), budgets: endless() },
      ...{ services: aClub(), clock: () => someEvening, applicationId: () => applicationId },
    });
    const gateway = new Gateway({
      ...{ rest, token, apiUrl, log, random: () => 0 },
      starts: { admit: () => Promise.resolve(false), succeeded: () => Promise.resolve() },
      onDispatch: ({ t, d }) => void (t === 'INTERACTION_CREATE' && router.handle(d)),
    });
    applicationId = (await gateway.connect()) ?? '';
    await rest.put(Routes.applicationCommands(applicationId), { body: doors.commands.map(plainly) });
    return {
      failed: gateway.failed,
      async [Symbol.asyncDispose]() {
        await router.close(0);
        await gateway[Symbol.asyncDispose]();
        await callbacks[Symbol.asyncDispose]();
      },
    };
  };
  return new Club(await Playground.start({ port: 0, startBot }));
}

/** Registered without the words that only commands of the catalogs have. */
const plainly = (command: Command): object => ({
  name: command.name,
  description: command.name,
  options: (command.kind === 'slash' ? command.subcommands : []).map(({ name }) => ({
    type: 1,
    name,
    description: name,
  })),
});
