import { html, render } from '/vendor/lit-html/lit-html.js';
import type { TemplateResult } from '/vendor/lit-html/lit-html.js';
import { keyed } from '/vendor/lit-html/directives/keyed.js';
import type { ActionResult, ChannelView, PersonView, Snapshot } from '../protocol.ts';
import { bannersView } from './banners-view.ts';
import { channelBarView } from './channel-bar-view.ts';
import { Composer } from './composer.ts';
import { composerView } from './composer-view.ts';
import { Connection } from './connection.ts';
import type { Deed } from './connection.ts';
import { Drawer } from './drawer.ts';
import { leadTo } from './lead-to.ts';
import { MessageMenu } from './message-menu.ts';
import { messagesView, waitingView } from './messages-view.ts';
import { modalView, showModal } from './modal-view.ts';
import { preferences, readAppearance } from './preferences.ts';
import type { Appearance } from './preferences.ts';
import { channelLabel } from './scene.ts';
import type { Scene } from './scene.ts';
import { ScrollKeeper } from './scroll-keeper.ts';
import { SelectMenus } from './select-menu.ts';
import { sidebarView } from './sidebar-view.ts';
import { hasKeyboard, onStrayLetters } from './typing.ts';
import { wordsIn } from './words.ts';

/** The whole page: what it remembers between two snapshots, and how it is drawn. */
export class Page {
  readonly #root: HTMLElement;
  readonly #connection: Connection;
  readonly #composer = new Composer();
  readonly #parts = { menus: new SelectMenus(), menu: new MessageMenu() };
  readonly #scroll = new ScrollKeeper(() => this.draw());
  readonly #drawer = new Drawer(() => this.draw());
  #snapshot: Snapshot | undefined;
  #online = true;
  #channelLabel = preferences.get('channel');
  #appearance = readAppearance();
  #notice = '';
  #drawing = false;
  #stale = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#connection = new Connection({
      onSnapshot: (snapshot) => this.#take(snapshot),
      onOnline: (online) => {
        this.#online = online;
        this.draw();
      },
    });
  }

  start(): void {
    this.#dress(this.#appearance);
    this.#connection.become(preferences.get('person'));
    this.#drawer.start();
    onStrayLetters(() => this.#snapshot && this.#composer.focusOn(this.#composer.place));
  }

  /** A playground that was started anew knows the same people by other ids: then it is the name that counts. */
  #take(snapshot: Snapshot): void {
    const name = preferences.get('name');
    const isLoading = this.#loading !== null;
    const first = this.#snapshot === undefined || !this.#snapshot.people.some(({ id }) => id === snapshot.as);
    this.#snapshot = snapshot;
    const wanted = first ? snapshot.people.find((person) => person.name === name) : undefined;
    if (wanted && wanted.id !== snapshot.as) return this.#connection.become(wanted.id);
    preferences.keep('person', snapshot.as);
    preferences.keep('name', this.#person()?.name ?? '');
    if (this.#channelLabel !== undefined) preferences.keep('channel', this.#channelLabel);
    this.draw();
    if (isLoading && hasKeyboard()) this.#composer.focusOn('text');
  }

  /** What index.html says until there is something to draw. */
  get #loading(): Element | null {
    return this.#root.querySelector(':scope > .waiting');
  }

  #become(personId: string): void {
    preferences.choose('person', personId);
    preferences.choose('name', this.#snapshot?.people.find(({ id }) => id === personId)?.name ?? '');
    this.#connection.become(personId);
  }

  /** Draws the page as it is now. Taking an element away can move the focus, and that asks for a drawing again. */
  draw(): void {
    this.#stale = true;
    if (this.#drawing) return;
    this.#drawing = true;
    try {
      while (this.#stale) {
        this.#stale = false;
        this.#drawOnce();
      }
    } finally {
      this.#drawing = false;
    }
  }

  #drawOnce(): void {
    const scene = this.#scene();
    if (!scene) return;
    document.documentElement.lang = scene.person.locale === 'ru' ? 'ru' : 'en';
    document.title = `${channelLabel(scene.channel)} · ${scene.snapshot.guild.name}`;
    this.#composer.enter(scene);
    this.#scroll.before();
    this.#loading?.remove();
    render(this.#view(scene), this.#root);
    showModal();
    this.#composer.drawn();
    if (this.#scroll.after(scene)) this.#stale = true;
  }

  #scene(): Scene | undefined {
    const snapshot = this.#snapshot;
    if (!snapshot) return undefined;
    const person = snapshot.people.find(({ id }) => id === snapshot.as) ?? snapshot.people[0];
    const channel = this.#channel(snapshot);
    if (!person || !channel) return undefined;
    const words = wordsIn(person.locale);
    const act = (deed: Deed): Promise<ActionResult> => this.#act(deed);
    const go = (target: ChannelView, messageId?: string): void => this.#go(target, messageId);
    return { snapshot, person, channel, words, act, go, redraw: () => this.draw() };
  }

  /** The channel last visited (by its name: everybody's direct messages are one place), else the first one where people talk. */
  #channel({ channels }: Snapshot): ChannelView | undefined {
    const last = channels.find((channel) => channelLabel(channel) === this.#channelLabel);
    return last ?? channels.find(({ kind }) => kind === 'text') ?? channels[0];
  }

  async #act(deed: Deed): Promise<ActionResult> {
    const result = await this.#connection.act(deed);
    if (deed.do === 'autocomplete') return result;
    const { refused } = wordsIn(this.#person()?.locale ?? 'en-US');
    this.#notice = result.ok ? '' : result.error || refused;
    this.draw();
    return result;
  }

  #person(): PersonView | undefined {
    return this.#snapshot?.people.find(({ id }) => id === this.#snapshot?.as);
  }

  #dress(appearance: Appearance): void {
    this.#appearance = appearance;
    if (appearance === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = appearance;
    this.draw();
  }

  #go(channel: ChannelView, messageId?: string): void {
    this.#channelLabel = channelLabel(channel);
    preferences.choose('channel', this.#channelLabel);
    this.#drawer.close();
    if (messageId === undefined && hasKeyboard()) this.#composer.focusOn('text');
    else this.draw();
    if (messageId !== undefined) leadTo(messageId);
  }

  #view(scene: Scene): TemplateResult {
    const { words, channel, snapshot } = scene;
    const deeds = {
      appearance: this.#appearance,
      dress: (appearance: Appearance) => {
        preferences.choose('appearance', appearance);
        this.#dress(appearance);
      },
      become: (personId: string) => this.#become(personId),
      close: () => this.#drawer.close(),
    };
    return html`<a class="skip" href="#composer" @click=${(event: Event) => this.#skip(event)}>${words.skip}</a>
      <div class="page" ?data-drawer=${this.#drawer.open}>
        <div class="sidebar" id="sidebar">${sidebarView(scene, deeds)}</div>
        <div class="backdrop" @click=${deeds.close}></div>
        <main ?inert=${this.#drawer.open}>
          ${channelBarView(scene, this.#drawer)} ${bannersView(this.#online ? this.#notice : words.lost, scene)}
          ${keyed(
            channel.id,
            messagesView(this.#parts, scene, {
              write: (line) => this.#try(line),
              scrolled: () => this.#scroll.scrolled(),
            }),
          )}
          ${waitingView(this.#scroll.waiting, words, () => this.#scroll.jump())} ${composerView(this.#composer)}
        </main>
      </div>
      ${modalView(snapshot.modal, scene)}`;
  }

  /** To the input where one would go on writing, which a link to the composer cannot know. */
  #skip(event: Event): void {
    event.preventDefault();
    this.#composer.focusOn(this.#composer.place);
  }

  /** Puts an example into the composer, ready to be sent, or at what it still asks for. */
  #try(line: string): void {
    // The space ends the command's name.
    this.#composer.write(`${line} `);
    if (!this.#composer.draft) this.#composer.focusOn('text');
  }
}
