import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startClub } from './club.ts';
import type { Club } from './club.ts';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** CHROMIUM_PATH, and nothing else where it is set; else a browser in one of the usual places. */
function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return (named ? [named] : [...usualPlaces, chromium.executablePath()]).find((path) => existsSync(path));
}

/** Why tests that need a browser cannot run here, for the end of their names; in CI they fail instead of being skipped. */
export const noBrowser: string =
  findChromium() || process.env['CI'] ? '' : ' (skipped: no Chromium here; set CHROMIUM_PATH)';

/** How long a test waits for what must come, on a slow and busy machine. */
export const patience = { timeout: 45_000 };

/** A club with a real browser in front of it. */
export class BrowsedClub implements AsyncDisposable {
  readonly club: Club;
  /** What the browser's console said of errors; a test expects nothing. */
  readonly errors: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, club: Club) {
    this.#browser = browser;
    this.club = club;
  }

  static async start(options?: Parameters<typeof startClub>[0]): Promise<BrowsedClub> {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error('no Chromium found: install it, or set CHROMIUM_PATH');
    const browser = await chromium.launch({
      executablePath,
      args: [
        // Like the tests themselves, their browser reaches nothing but this machine.
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        '--no-proxy-server',
        // The sandbox refuses to work for root, which is who runs in most containers.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    return new BrowsedClub(browser, await startClub(options));
  }

  /** The playground's page in a fresh browser profile, drawn and ready. */
  async open(options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const context = await this.#browser.newContext({
      locale: 'en-US',
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(patience.timeout);
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
    await prepare?.(page);
    await page.goto(this.club.playground.url);
    await page.getByRole('log').waitFor();
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.club[Symbol.asyncDispose]();
  }
}

/** The visitor acts as another of the playground's people from now on, and the page has heard what these see. */
export async function become(page: Page, who: RegExp): Promise<void> {
  const value = await page.getByRole('option', { name: who }).getAttribute('value');
  const line = page.waitForEvent('websocket');
  await page.getByLabel(/^(You are|Вы)$/).selectOption(value);
  await (await line).waitForEvent('framereceived');
}

/** Types a line that begins a command, and sends it once the page understood it. */
export async function sendCommand(page: Page, line: string): Promise<void> {
  await page.getByRole('textbox', { name: /^(Message|Написать в) / }).fill(line);
  await page.getByRole('group', { name: /^\// }).waitFor();
  await page.getByRole('button', { name: /^(Send|Отправить)$/ }).click();
}

/** Moves the focus by Tab until it is on an element with this name, and says so if it never comes there. */
export async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim().replaceAll(/\s+/g, ' ') ?? '';
    });
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    seen.push(focused);
  }
  throw new Error(`${key} never came to ${name}, but to: ${seen.join(' | ')}`);
}
