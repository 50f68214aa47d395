import { z } from 'zod';
import { noteLength, noteOf } from '../domain/nomination.ts';
import type { Nomination, NominationState } from '../domain/nomination.ts';
import { defineComponent } from '../discord/component.ts';
import { accent, colorOf } from '../discord/embeds/colors.ts';
import { labelled, textInput } from '../discord/embeds/form-fields.ts';
import { plainTitleOf, quoted, titleOf } from '../discord/embeds/lines.ts';
import { pageWithin } from '../discord/embeds/paging.ts';
import { button, buttonRow, pagerRow, selectRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Request } from '../discord/request.ts';
import { UserError } from '../errors.ts';
import type { Translate } from '../locales/translate.ts';
import type { Services } from '../services/services.ts';
import { noteIn, withNote } from './film-question.ts';
import { guildIn } from './guild-in.ts';
import { stateOf } from './nominate.ts';
import { placeReply } from './queue.ts';
import { changedReply } from './schedule-change.ts';

/** Whose words a moderator reads in full; the rest is counted. */
const mostNotes = 10;

/** In characters: fits with its title where a club has text instead of embeds, too. */
const longestPage = 1800;

/** What stands between two nominations in the list. */
const between = '\n\n';

const byId = z.tuple([z.string()]);

/** Another page of the guild’s nominations, in place of the one shown. */
export const nominationsPage = defineComponent({
  route: 'nominations',
  needs: 'moderator',
  args: z.tuple([z.coerce.number()]),
  placement: 'update',
  execute: (request, [page], services) => nominationsReply(page, request, services),
});

/** The menu of nominations: opens the one picked, with what those who want it say. */
export const nominationSelect = defineComponent({
  route: 'nomination',
  needs: 'moderator',
  args: z.tuple([]),
  placement: 'ephemeral',
  execute: async (request, _, services) => {
    const { guildId } = here(request);
    return nominationReply(await services.nominations.get(guildId, request.values[0] ?? ''), services.films, request);
  },
});

/** Accepts a nomination. */
export const acceptNomination = defineComponent({
  route: 'accept-nomination',
  needs: 'moderator',
  args: byId,
  placement: 'update',
  acts: true,
  execute: (request, [id], services) => acceptReply(id, request, services),
});

/** Asks why a nomination is declined, in a form. */
export const declineNomination = defineComponent({
  route: 'decline-nomination',
  needs: 'moderator',
  args: byId,
  placement: 'update',
  execute: ({ t }, [id]) => {
    const reason = textInput('reason', { max: noteLength, required: false });
    return {
      modal: {
        custom_id: declineForm.customId(id),
        title: t('nomination.decline-title'),
        components: [labelled(t('nomination.reason-label'), reason, t('nomination.reason-hint'))],
      },
    };
  },
});

/** The form’s answer: declines the nomination. */
export const declineForm = defineComponent({
  route: 'decline-form',
  needs: 'moderator',
  args: byId,
  placement: 'update',
  acts: true,
  execute: (request, [id], services) => declineReply(id, noteOf(request.fields['reason'] ?? ''), request, services),
});

/** What a moderator may make of a nomination, and in which state it has to be for that. */
const decidable = { accept: ['open'], decline: ['open', 'accepted'] } as const;
type Decision = keyof typeof decidable;

/** The menu under the question which nomination was meant: decides the one picked. */
export const decideNomination = defineComponent({
  route: 'decide-nomination',
  needs: 'moderator',
  args: z.tuple([z.enum(['accept', 'decline'])]),
  placement: 'update',
  acts: true,
  execute: (request, [decision], services) =>
    decided(decision, request.values[0] ?? '', noteIn(request.message), request, services),
});

/** Decides the nomination that was typed or picked, by its id or its film, or asks which one is meant. */
export async function decisionReply(
  decision: Decision,
  typed: string,
  reason: string,
  request: Request,
  services: Services,
): Promise<MessageReply> {
  const { guildId, t } = here(request);
  const { films, nominations } = services;
  const all = await nominationsTo(decision, guildId, nominations);
  if (all.some(({ id }) => id === typed)) return decided(decision, typed, reason, request, services);
  const found = films.resolve('film', typed);
  const meant = found.kind === 'one' ? [found.item] : found.kind === 'several' ? found.items : [];
  const fitting = all.filter(({ filmId }) => meant.some((film) => film.id === filmId));
  const [only, another] = fitting;
  if (only && !another) return decided(decision, only.id, reason, request, services);
  if (all.length === 0) throw new UserError('nomination.none');
  const options = optionsOf(another ? fitting : all, films, t);
  const question = {
    content: t(another ? 'choose.nomination' : 'choose.nomination-nearest', { typed: quoted(typed) }),
    components: selectRow(decideNomination.customId(decision), t('nomination.select'), options),
  };
  return withNote(question, reason, t);
}

const decided = (decision: Decision, id: string, reason: string, request: Request, services: Services) =>
  decision === 'accept' ? acceptReply(id, request, services) : declineReply(id, reason, request, services);

/** A guild’s nominations that are open to a decision. */
export async function nominationsTo(
  decision: Decision,
  guildId: string,
  nominations: Services['nominations'],
): Promise<readonly Nomination[]> {
  const states: readonly NominationState[] = decidable[decision];
  return (await nominations.list(guildId)).filter(({ state }) => states.includes(state));
}

/** The guild’s open nominations, most wanted first, then those that were accepted; one page of them. */
export async function nominationsReply(
  number: number,
  request: Request,
  { nominations, films }: Services,
): Promise<MessageReply> {
  const { guildId, t } = here(request);
  const all = (await nominations.list(guildId)).map((nomination, at) => {
    const notes = nomination.supporters.filter(({ note }) => note !== '');
    const lines = [
      `${at + 1}\\. **${titleOf(nomination.filmId, films, t)}** · ${stateOf(nomination, t)}`,
      ...notes.slice(0, 2).map(({ note }) => t('nomination.note', { note: quoted(note, 100) })),
    ];
    return { nomination, said: lines.join('\n') };
  });
  const page = pageWithin(all, number, {
    lengthOf: ({ said }) => said.length + between.length,
    most: longestPage,
  });
  if (page.total === 0) throw new UserError('nomination.none');
  const options = optionsOf(
    page.items.map(({ nomination }) => nomination),
    films,
    t,
  );
  return {
    embeds: [
      {
        title: t('nomination.title', { count: page.total }),
        color: accent,
        description: page.items.map(({ said }) => said).join(between),
        ...(page.of > 1 && { footer: { text: t('page.short', { page: page.number, pages: page.of }) } }),
      },
    ],
    components: [
      ...selectRow(nominationSelect.customId(), t('nomination.select'), options),
      ...pagerRow(page, t, (to) => nominationsPage.customId(to)),
    ],
  };
}

/** Accepts a nomination and tells what that means; where its film is in the queue by that, it can be taken back. */
async function acceptReply(id: string, request: Request, services: Services): Promise<MessageReply> {
  const { guildId, t } = here(request);
  const { nomination, schedule, place, refused } = await services.nominations.accept(guildId, id, request);
  const shown = (said: string): MessageReply => nominationReply(nomination, services.films, request, said);
  if (place) {
    const { content = '', components = [] } = await placeReply(nomination.filmId, place, request, services);
    const reply = shown(t('nomination.queued', { place: content }));
    return { ...reply, components: [...components, ...(reply.components ?? [])] };
  }
  if (!schedule || !refused) return shown(t('nomination.accepted'));
  if (refused.key === 'queue.already') return shown(t('nomination.queued-before', { name: schedule.name }));
  return shown(`${t('nomination.accepted')}\n${t(refused.key, refused.params)}`);
}

const optionsOf = (nominations: readonly Nomination[], films: Services['films'], t: Translate) =>
  nominations.map(({ id, filmId, supporters }) => ({
    label: plainTitleOf(filmId, films, t),
    value: id,
    description: t('nomination.wanted', { count: supporters.length }),
  }));

/** Declines a nomination, with or without a reason, and tells who hears of it, and that its film is in the queue no more. */
async function declineReply(id: string, reason: string, request: Request, services: Services): Promise<MessageReply> {
  const { guildId, t } = here(request);
  const { nomination, released, queuedIn } = await services.nominations.decline(guildId, id, reason, request);
  const out = t('queue.removed', { film: titleOf(nomination.filmId, services.films, t) });
  const { content, components } = released ? changedReply([out], released, request, services) : {};
  const said = [
    t('nomination.declined'),
    ...(content === undefined ? [] : [content]),
    ...(queuedIn === undefined ? [] : [t('nomination.still-queued', { name: queuedIn })]),
  ];
  const reply = nominationReply(nomination, services.films, request, said.join('\n'));
  return { ...reply, ...(components && { components }) };
}

/** One nomination: its state, who wants it and why, and what a moderator may still make of it. */
function nominationReply(
  nomination: Nomination,
  films: Services['films'],
  { t, club }: Request,
  said?: string,
): MessageReply {
  const { id, state, supporters } = nomination;
  const film = films.film(nomination.filmId);
  const shown = supporters.slice(0, mostNotes).map(({ userId, note }) => {
    const who = `<@${userId}>`;
    return note === '' ? `- ${who}` : t('nomination.says', { who, note: quoted(note, noteLength) });
  });
  const more = supporters.length - shown.length;
  return {
    embeds: [
      {
        title: titleOf(nomination.filmId, films, t),
        color: film ? colorOf(film, club) : (club.color ?? accent),
        description: [
          ...(said === undefined ? [] : [said, '']),
          stateOf(nomination, t),
          ...shown,
          ...(more > 0 ? [t('data.more', { count: more })] : []),
        ].join('\n'),
      },
    ],
    components: buttonRow(
      ...(state === 'open' ? [button(t('nomination.accept'), acceptNomination.customId(id))] : []),
      ...(state === 'declined' ? [] : [button(t('nomination.decline'), declineNomination.customId(id))]),
    ),
  };
}

const here = (request: Request) => ({ guildId: guildIn(request, 'nominate.guild-only'), t: request.t });
