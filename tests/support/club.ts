import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIButtonComponentWithCustomId, APIComponentInMessageActionRow } from 'discord.js';
import { ApplicationCommandOptionType, ApplicationCommandType, ComponentType } from 'discord.js';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { WebSocket } from 'ws';
import { startPlaygroundWithBot } from '../../scripts/playground-with-bot.ts';
import { Budgets } from '../../src/discord/budgets.ts';
import type { Clock, Random } from '../../src/domain/clock.ts';
import type {
  Action,
  ActionResult,
  ChannelView,
  MessageView,
  OptionInput,
  PersonView,
  Snapshot,
} from '../../src/playground/protocol.ts';
import type { Playground } from '../../src/playground/server.ts';

type WithoutAs<A> = A extends unknown ? Omit<A, 'as'> : never;
/** An action, by whoever does it. */
type Deed = WithoutAs<Action>;
type Use = Omit<Extract<Deed, { do: 'component' }>, 'do' | 'messageId'>;
type Values = Readonly<Record<string, string | number | boolean>>;
/** An option as registered. */
type Declared = Readonly<{ name: string; type: number; options?: readonly Declared[] }>;
type Where = ChannelView['kind'];

/** One person in the playground, as the page would show the world to them; speaks the page's protocol and nothing else. */
export class Visitor implements AsyncDisposable {
  readonly #origin: string;
  readonly #id: string;
  readonly #socket: WebSocket;
  #snapshot: Snapshot | undefined;
  #changed = Promise.withResolvers<void>();

  constructor(origin: string, id: string) {
    this.#origin = origin;
    this.#id = id;
    this.#socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/live?as=${id}`, { origin });
    this.#socket.on('error', (error) => this.#changed.reject(error));
    this.#socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type?: string };
      if (message.type !== 'snapshot') return;
      this.#snapshot = message as Snapshot;
      this.#changed.resolve();
      this.#changed = Promise.withResolvers();
    });
  }

  /** The world as soon as it satisfies `wanted`; a test that waits in vain fails by its own timeout, with `what`. */
  async until<T>(what: string, wanted: (snapshot: Snapshot) => T | undefined, timeoutMs = 8000): Promise<T> {
    const expired = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const found = this.#snapshot && wanted(this.#snapshot);
      if (found !== undefined) return found;
      const late = Promise.withResolvers<never>();
      const fail = (): void => late.reject(new Error(`waited ${timeoutMs} ms for ${what}: ${this.#describe()}`));
      if (expired.aborted) fail();
      expired.addEventListener('abort', fail);
      await Promise.race([this.#changed.promise, late.promise]).finally(() =>
        expired.removeEventListener('abort', fail),
      );
    }
  }

  /** Types a command such as `/film theme` and resolves with the bot's answer. */
  async command(path: string, values: Values = {}, where: Where = 'text'): Promise<MessageView> {
    const { channelId, commandId, options } = await this.#typed(path, values, where);
    return this.#answerTo(path, channelId, () => this.#act({ do: 'command', channelId, commandId, options }));
  }

  /** Uses a command of a message's context menu. */
  async menu(name: string, view: MessageView): Promise<MessageView> {
    const command = await this.until(`the menu command ${name}`, ({ commands }) =>
      commands.find((known) => known.name === name && known.type === ApplicationCommandType.Message),
    );
    const { channel_id: channelId, id: targetMessageId } = view.message;
    const action = { do: 'command', channelId, commandId: command.id, options: [], targetMessageId } as const;
    return this.#answerTo(name, channelId, () => this.#act(action));
  }

  /** The choices offered for one option while `typed` stands in it. */
  async choices(path: string, option: string, typed: string, where: Where = 'text') {
    const { channelId, commandId, options } = await this.#typed(path, { [option]: typed }, where, option);
    const result = await this.#act({ do: 'autocomplete', channelId, commandId, options });
    return result.choices ?? [];
  }

  /** Presses the button with this label and resolves with the answer: a new message, or the same one changed. */
  async press(view: MessageView, label: string | RegExp): Promise<MessageView> {
    return this.#use(view, String(label), this.#button(view, label));
  }

  /** Presses a button that opens a form, fills it in, and resolves with the answer to that. */
  async fill(
    view: MessageView,
    label: string | RegExp,
    fields: Readonly<Record<string, string>>,
  ): Promise<MessageView> {
    const opened = ({ modal }: Snapshot) => modal;
    const { id: messageId, channel_id: channelId } = view.message;
    await this.#act({ do: 'component', messageId, ...this.#button(view, label) });
    const { interactionId } = await this.until(`the form of ${label}`, opened);
    return this.#answerTo(String(label), channelId, () => this.#act({ do: 'modal', interactionId, fields }), messageId);
  }

  /** Uses a command that opens a form, fills it in, and resolves with the answer to that. What is not given stays as the form has it. */
  async form(path: string, values: Values, fields: Readonly<Record<string, string>>): Promise<MessageView> {
    const { channelId, commandId, options } = await this.#typed(path, values, 'text');
    await this.#act({ do: 'command', channelId, commandId, options });
    const { interactionId } = await this.until(`the form of ${path}`, ({ modal }) => modal);
    return this.#answerTo(path, channelId, () => this.#act({ do: 'modal', interactionId, fields }));
  }

  /** Picks the option with this label from the message's menu: `#general` from one of channels. */
  async pick(view: MessageView, label: string | RegExp): Promise<MessageView> {
    const select = componentsOf(view).find((part) => part.type !== ComponentType.Button);
    if (!select || !('custom_id' in select)) throw new Error('no menu');
    const { type: componentType, custom_id: customId } = select;
    const options = await this.until('what it offers', (snapshot) => offeredBy(select, snapshot));
    const option = options.find((candidate) => matches(candidate.label, label));
    if (!option) throw new Error(`no option ${label} among ${JSON.stringify(options)}`);
    return this.#use(view, String(label), { customId, componentType, values: [option.value] });
  }

  /** Changes something that brings no answer: a reaction, a locale, the bot's switch. */
  act(deed: Deed): Promise<ActionResult> {
    return this.#act(deed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
  }

  #button(view: MessageView, label: string | RegExp): Use {
    const buttons = componentsOf(view).filter((part) => part.type === ComponentType.Button);
    const button = buttons.find((part) => 'label' in part && matches(part.label ?? '', label));
    if (!button) throw new Error(`no button ${label} among ${JSON.stringify(buttons)}`);
    const { custom_id: customId } = button as APIButtonComponentWithCustomId;
    return { customId, componentType: ComponentType.Button };
  }

  async #use(view: MessageView, what: string, part: Use): Promise<MessageView> {
    const { id: messageId, channel_id: channelId } = view.message;
    return this.#answerTo(what, channelId, () => this.#act({ do: 'component', messageId, ...part }), messageId);
  }

  /**
   * Does something and waits for the message that is new or different afterwards, and no longer thinking. What comes to the
   * channel meanwhile is no answer: a post and its thread, a line of the log.
   */
  async #answerTo(what: string, channelId: string, act: () => Promise<ActionResult>, source?: string) {
    const isOwn = ({ message, ephemeral }: MessageView): boolean =>
      ephemeral || message.id === source || message.interaction_metadata?.user.id === this.#id;
    const read = (snapshot: Snapshot): readonly MessageView[] => (snapshot.messages[channelId] ?? []).filter(isOwn);
    const before = new Map((await this.until('the channel', read)).map((view) => [view.message.id, saidBy(view)]));
    await act();
    return this.until(`the answer to ${what}`, (snapshot) =>
      read(snapshot).findLast((view) => view.state !== 'thinking' && before.get(view.message.id) !== saidBy(view)),
    );
  }

  async #typed(path: string, values: Values, where: Where, focused?: string) {
    const [name = '', ...branches] = path.replace(/^\//, '').split(' ');
    const { command, channel } = await this.until(`the command ${path}`, ({ commands, channels }) => {
      const found = commands.find((known) => known.name === name && known.type === ApplicationCommandType.ChatInput);
      const place = channels.find(({ kind }) => kind === where);
      return found && place && { command: found, channel: place };
    });
    let declared = (command.options ?? []) as readonly Declared[];
    for (const branch of branches) declared = declared.find((option) => option.name === branch)?.options ?? [];
    const options: OptionInput[] = Object.entries(values).map(([option, value]) => {
      const type = declared.find((known) => known.name === option)?.type;
      if (type === undefined) throw new Error(`${path} has no option ${option}`);
      return { name: option, type, value, ...(option === focused && { focused: true }) };
    });
    const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType;
    const wrapped = branches.reduceRight<OptionInput[]>(
      (inner, branch, at) => [
        { name: branch, type: at === branches.length - 1 ? Subcommand : SubcommandGroup, options: inner },
      ],
      options,
    );
    return { channelId: channel.id, commandId: command.id, options: wrapped };
  }

  async #act(deed: Deed): Promise<Extract<ActionResult, { ok: true }>> {
    const response = await fetch(`${this.#origin}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#origin },
      body: JSON.stringify({ as: this.#id, ...deed }),
    });
    const result = (await response.json()) as ActionResult;
    if (!result.ok) throw new Error(`the playground refuses ${deed.do}: ${result.error}`);
    return result;
  }

  #describe(): string {
    const messages = Object.values(this.#snapshot?.messages ?? {}).flat();
    return JSON.stringify(messages.slice(-3)).slice(0, 2000);
  }
}

/** All of a message but what comes to it without anybody’s asking: reactions, its pin and its thread are no answer. */
const saidBy = ({ message, ...view }: MessageView): string => {
  const { reactions: _reactions, pinned: _pinned, thread: _thread, flags: _flags, ...rest } = message;
  return JSON.stringify({ ...view, mine: undefined, ...rest });
};

/** What a menu offers: its own options, or what the guild has of its kind. */
function offeredBy(
  select: APIComponentInMessageActionRow,
  { channels, roles }: Snapshot,
): readonly { label: string; value: string }[] {
  if (select.type === ComponentType.StringSelect) return select.options;
  if (select.type === ComponentType.ChannelSelect)
    return channels.filter(({ kind }) => kind !== 'dm').map(({ id, name }) => ({ label: `#${name}`, value: id }));
  return roles.map(({ id, name }) => ({ label: `@${name}`, value: id }));
}

const matches = (text: string, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? text === wanted : wanted.test(text);

const componentsOf = ({ message }: MessageView): APIComponentInMessageActionRow[] =>
  (message.components ?? []).flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));

/** All that a reader sees of a message: content, embeds, labels. */
export function textOf({ message }: MessageView): string {
  const embeds = message.embeds.flatMap(({ title, description, author, footer, fields = [] }) => [
    ...[author?.name, title, description, ...fields.flatMap(({ name, value }) => [name, value]), footer?.text],
  ]);
  return [message.content, ...embeds].filter((text) => text !== undefined && text !== '').join('\n');
}

type Options = Readonly<{
  clock?: Clock;
  random?: Random;
  logger?: Logger;
  budgets?: Budgets;
  tickMs?: number;
  libraryDir?: string;
}>;

/** The whole thing: the playground on a free port, the bot in it, and whoever a test wants to be. */
export class Club implements AsyncDisposable {
  readonly playground: Playground;
  readonly #folder: string | undefined;
  readonly #visitors = new Map<string, Visitor>();

  /** `folder` holds the bot's store, and goes with the club. */
  constructor(playground: Playground, folder?: string) {
    this.playground = playground;
    this.#folder = folder;
  }

  /** All bytes of the bot's store, its log among them. */
  get stored(): string {
    const folder = this.#folder ?? '';
    return readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join();
  }

  /** One of the playground's people, by role; speaking this language from now on. */
  async as(role: PersonView['role'] = 'member', locale: PersonView['locale'] = 'en-US'): Promise<Visitor> {
    const person = this.playground.snapshot('').people.find((known) => known.role === role);
    if (!person) throw new Error(`the playground has no ${role}`);
    const visitor = this.#visitors.get(person.id) ?? new Visitor(this.playground.url, person.id);
    this.#visitors.set(person.id, visitor);
    if (person.locale !== locale) await visitor.act({ do: 'locale', locale });
    return visitor;
  }

  /** Stops the bot and starts it anew: what it has not stored is gone. */
  async restartBot(): Promise<void> {
    const visitor = await this.as();
    await visitor.act({ do: 'bot', run: false });
    await visitor.until('the bot to stop', ({ bot }) => (bot.state === 'offline' ? true : undefined));
    await visitor.act({ do: 'bot', run: true });
    await visitor.until('the bot to start', ({ bot }) => (bot.state === 'online' ? true : undefined));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const visitor of this.#visitors.values()) await visitor[Symbol.asyncDispose]();
    await this.playground[Symbol.asyncDispose]();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true });
  }
}

/** For tests, which are quicker than any member. */
export const endless = (): Budgets => new Budgets({ most: { member: Infinity, guild: Infinity } });

/** Opens a club. Time and chance are real unless a test sets them. */
export async function startClub(options: Options = {}): Promise<Club> {
  const { clock = () => Temporal.Now.instant(), random = Math.random, logger = pino({ level: 'silent' }) } = options;
  const { budgets = endless(), tickMs, libraryDir } = options;
  const folder = mkdtempSync(join(tmpdir(), 'kinoklub-'));
  const databaseUrl = `sqlite:${join(folder, 'club.db')}`;
  return new Club(
    await startPlaygroundWithBot({ port: 0, clock, random, logger, databaseUrl, libraryDir, budgets, tickMs }),
    folder,
  );
}
