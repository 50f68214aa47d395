import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { quoted } from '../discord/embeds/lines.ts';
import { labelled, textInput } from '../discord/embeds/form-fields.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import { stateLine } from '../discord/embeds/settings-lines.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import type { GuildSettings } from '../domain/guild-settings.ts';
import { UserError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import { checkIfSaid } from './check.ts';
import { guildIn } from './guild-in.ts';
import { linesOf, takenBack } from './settings.ts';
import type { Change } from './settings.ts';
import { answersTo, asked, changesOf, Step, steps } from './setup-questions.ts';

/** Where the setup of a club stands: at a question, or at its end. */
const Place = z.enum([...steps, 'end']);
type Place = z.output<typeof Place>;

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
      components: [labelled(t('setup.city-label'), { ...textInput('city', { max: 60 }), min_length: 1 })],
    },
  }),
});

/** The form: a city that is clear answers the question, and for another the question offers those that may be meant. */
export const setupCityForm = defineComponent({
  route: 'setup-city-form',
  args: z.tuple([]),
  ...guarded,
  execute: async (request, _, services) => {
    await demandAt('timezone', request, services);
    const typed = request.fields['city'] ?? '';
    const place = services.zones.resolve(typed);
    if (place) return keep('timezone', { timezone: place.zone }, request, services);
    const content = request.t('setup.which-city', { typed: quoted(typed) });
    return { ...(await questionReply('timezone', request, services, typed)), content };
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

/** After the last question comes the check, which takes nothing back of what was answered. */
async function replyAt(place: Place, request: Request, services: Services): Promise<MessageReply> {
  if (place !== 'end') return questionReply(place, request, services);
  return { ...(await checkIfSaid(request.channelId, request, services)), content: request.t('setup.done') };
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

/** A question and its answers; `typed`: the city that they are to be like. */
async function questionReply(step: Step, request: Request, services: Services, typed?: string): Promise<MessageReply> {
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
      ...answersTo(step, (value) => setupChoose.customId(step, value), request, services, typed),
      ...buttonRow(
        ...(step === 'timezone' ? [button(t('setup.city'), setupCity.customId())] : []),
        ...(at > 0 && before ? [button(t('setup.back'), setupGo.customId(step, before))] : []),
        button(t('setup.skip'), setupGo.customId(step, after(step))),
      ),
    ],
  };
}
