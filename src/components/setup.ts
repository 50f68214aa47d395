import { ChannelType, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { button, buttonRow, selectRow } from '../discord/embeds/rows.ts';
import { clockIn, stateLine } from '../discord/embeds/settings-lines.ts';
import type { Section, Spoken } from '../discord/embeds/settings-lines.ts';
import { PickedChannel } from '../discord/picked.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { ComponentRequest, Request } from '../discord/request.ts';
import { ratingModes } from '../domain/guild-settings.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { checkReply } from './check.ts';
import { guildIn } from './guild-in.ts';
import { logChannelOf } from './log-channel.ts';
import { linesOf, takenBack } from './settings.ts';
import type { Change } from './settings.ts';

/** The questions of the setup, in their order; each is a section of the settings. */
const steps = ['language', 'timezone', 'ratings', 'log', 'roles'] as const satisfies readonly Section[];
type Step = (typeof steps)[number];
const Step = z.enum(steps);
/** Where the setup of a club stands: at a question, or at its end. */
const Place = z.enum([...steps, 'end']);
type Place = z.output<typeof Place>;

/** The setting that each question asks for. */
const asked = {
  ...{ language: 'language', timezone: 'timezone', ratings: 'ratingMode', log: 'logChannel', roles: 'moderatorRole' },
} as const satisfies Record<Step, Spoken>;

const guarded = { placement: 'update', acts: true, needs: 'manager' } as const;

/** Goes from a question to another, or to the end, and leaves the setting as it is. */
export const setupGo = defineComponent({
  route: 'setup-go',
  args: z.tuple([Step, Place]),
  ...guarded,
  execute: async (request, [from, to], services) => {
    await demandAt(from, request, services);
    return moveTo(to, request, services);
  },
});

/** Answers a question, by a button or what was picked in a menu, and goes on to the next. */
export const setupChoose = defineComponent({
  route: 'setup-choose',
  args: z.tuple([Step, z.string().default('')]),
  ...guarded,
  execute: async (request, [step, value], services) => {
    await demandAt(step, request, services);
    return keep(step, changesOf(step, value || (request.values[0] ?? ''), request, services), request, services);
  },
});

/** Takes an answer back, and asks its question anew. */
export const setupUndo = defineComponent({
  route: 'setup-undo',
  args: z.tuple([Step, z.coerce.number().int().min(1)]),
  ...guarded,
  execute: async (request, [step, position], services) => {
    const change = await takenBack(position, request, services);
    const anew = await moveTo(step, request, services);
    return withUndo(step, change, { ...anew, content: request.t('config.undone') }, request, services);
  },
});

/** Opens the form for a city that is not in the menu. */
export const setupCity = defineComponent({
  route: 'setup-city',
  args: z.tuple([]),
  ...guarded,
  execute: ({ t }) => ({
    modal: {
      custom_id: setupCityForm.customId(),
      title: t('setup.city-title'),
      components: [
        {
          type: ComponentType.Label,
          label: t('setup.city-label'),
          component: {
            ...{ type: ComponentType.TextInput, custom_id: 'city', style: TextInputStyle.Short },
            ...{ required: true, min_length: 1, max_length: 60 },
          },
        },
      ],
    },
  }),
});

/** The form: a city that is clear answers the question. */
export const setupCityForm = defineComponent({
  route: 'setup-city-form',
  args: z.tuple([]),
  ...guarded,
  execute: async (request, _, services) => {
    await demandAt('timezone', request, services);
    const typed = request.fields['city'] ?? '';
    // A form offers nothing to pick from, so it has words of its own.
    const place = services.zones.resolve(typed);
    if (!place) throw new UserError('setup.no-city', { typed: quoted(typed) });
    return keep('timezone', { timezone: place.zone }, request, services);
  },
});

const after = (step: Step): Place => steps[steps.indexOf(step) + 1] ?? 'end';

async function placeIn(request: Request, { settings }: Services): Promise<Place> {
  const { setupStep } = await settings.of(guildIn(request));
  return Place.catch('language').parse(setupStep);
}

/** Refuses what belongs to another question than the one at which the setup stands: its message is an old one. */
async function demandAt(step: Step, request: Request, services: Services): Promise<void> {
  if ((await placeIn(request, services)) !== step) throw new UserError('setup.elsewhere');
}

/** What an answer changes. Refuses what the command for it would refuse, too. */
function changesOf(step: Step, value: string, request: ComponentRequest, { zones }: Services): Partial<GuildSettings> {
  switch (step) {
    case 'language':
      return { language: value === 'en-US' || value === 'ru' ? value : undefined };
    case 'timezone': {
      const place = zones.resolve(value);
      if (!place) throw new UserError('config.unknown-zone', { typed: quoted(value) });
      return { timezone: place.zone };
    }
    case 'ratings':
      return { ratingMode: z.enum(ratingModes).catch('both').parse(value) };
    case 'log': {
      const picked = PickedChannel.safeParse(request.picked[0]);
      if (!picked.success) throw new UserError('error.old-component');
      return { logChannel: logChannelOf(picked.data, request.t) };
    }
    case 'roles':
      if (!/^\d{1,20}$/.test(value)) throw new UserError('error.old-component');
      if (value === guildIn(request)) throw new UserError('config.everyone-moderates');
      return { moderatorRole: value };
  }
}

/** Keeps an answer, and asks the next question. */
async function keep(
  step: Step,
  changes: Partial<GuildSettings>,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { now, userId } = request;
  const place = after(step);
  const change = await services.settings.change(guildIn(request), { ...changes, setupStep: place }, now, userId);
  return withUndo(step, change, await replyAt(place, request, services), request, services);
}

async function moveTo(place: Place, request: Request, services: Services): Promise<MessageReply> {
  await services.settings.change(guildIn(request), { setupStep: place }, request.now, request.userId);
  return replyAt(place, request, services);
}

/** The question at which the setup stands: the first, unless it was begun and not ended. */
export async function setupReply(request: Request, services: Services): Promise<MessageReply> {
  const place = await placeIn(request, services);
  return place === 'end' ? moveTo('language', request, services) : questionReply(place, request, services);
}

/** After the last question comes the check. */
async function replyAt(place: Place, request: Request, services: Services): Promise<MessageReply> {
  if (place !== 'end') return questionReply(place, request, services);
  return { ...(await checkReply(request.channelId, request, services)), content: request.t('setup.done') };
}

/** A reply that says first what has become of what, and offers to take that back. */
function withUndo(step: Step, change: Change, reply: MessageReply, request: Request, services: Services): MessageReply {
  if (change.position === undefined) return reply;
  const undo = button(request.t('config.undo'), setupUndo.customId(step, change.position));
  return {
    ...reply,
    content: [...linesOf(change, request, services), ...(reply.content ? [reply.content] : [])].join('\n'),
    components: [...(reply.components ?? []), ...buttonRow(undo)],
  };
}

async function questionReply(step: Step, request: Request, services: Services): Promise<MessageReply> {
  const { t, now } = request;
  const { settings, films, zones } = services;
  const at = steps.indexOf(step);
  const [before] = steps.slice(at - 1, at);
  const state = stateLine(asked[step], await settings.of(guildIn(request)), { t, films, zones, now });
  return {
    embeds: [
      {
        title: t('setup.title', { at: at + 1, of: steps.length }),
        color: accent,
        description: [t(`setup.ask.${step}`), '', t('setup.now'), state].join('\n'),
      },
    ],
    components: [
      ...answersTo(step, request, services),
      ...buttonRow(
        ...(step === 'timezone' ? [button(t('setup.city'), setupCity.customId())] : []),
        ...(at > 0 && before ? [button(t('setup.back'), setupGo.customId(step, before))] : []),
        button(t('setup.skip'), setupGo.customId(step, after(step))),
      ),
    ],
  };
}

type Rows = NonNullable<MessageReply['components']>;

function answersTo(step: Step, { t, now }: Request, { zones }: Services): Rows {
  const customId = setupChoose.customId(step, '');
  switch (step) {
    case 'language':
      return buttonRow(
        ...(['en-US', 'ru', 'server'] as const).map((value) =>
          button(t(`choice.posts.${value}`), setupChoose.customId(step, value)),
        ),
      );
    case 'timezone':
      return selectRow(
        customId,
        t('setup.pick.timezone'),
        zones.suggest('').map(({ zone, name }) => ({
          label: `${t.text(name)} · ${clockIn(zone, t, now)}`,
          value: zone,
        })),
      );
    case 'ratings':
      return selectRow(
        customId,
        t('setup.pick.ratings'),
        ratingModes.map((mode) => ({ label: t(`choice.mode.${mode}`), value: mode })),
      );
    case 'log':
      return [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              ...{ type: ComponentType.ChannelSelect, custom_id: customId, placeholder: t('setup.pick.log') },
              channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
            },
          ],
        },
      ];
    case 'roles':
      return [
        {
          type: ComponentType.ActionRow,
          components: [{ type: ComponentType.RoleSelect, custom_id: customId, placeholder: t('setup.pick.roles') }],
        },
      ];
  }
}
