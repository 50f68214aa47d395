import type { Invocable } from './commands.ts';

/** Small letters and single spaces, for comparing what was typed. */
export const plain = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');

/** Every way to write a command: each word in the reader's language or as registered. */
const spellings = ({ path, labels }: Invocable): readonly string[][] =>
  path.reduce<string[][]>(
    (written, word, at) => {
      const words = new Set([labels[at] ?? word, word].map((one) => one.toLowerCase()));
      return [...words].flatMap((one) => written.map((before) => [...before, one]));
    },
    [[]],
  );

/** Commands that fit `/…` as typed so far, the best first: an exact name, a beginning, then words of the name anywhere. */
export function matching(commands: readonly Invocable[], typed: string): readonly Invocable[] {
  const wanted = plain(typed.slice(1));
  const rankOf = (command: Invocable): number =>
    Math.min(
      ...spellings(command).map((words) => {
        const name = words.join(' ');
        if (name === wanted) return 0;
        if (name.startsWith(wanted)) return 1;
        return inOrder(words, wanted.split(' ')) ? 2 : 3;
      }),
    );
  return commands
    .map((command) => ({ command, rank: rankOf(command) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ command }) => command);
}

/** Whether each wanted word begins one of the words, in their order: `f th` and `theme` fit `film theme`. */
function inOrder(words: readonly string[], wanted: readonly string[]): boolean {
  let at = -1;
  return wanted.every((beginning) => {
    at = words.findIndex((word, place) => place > at && word.startsWith(beginning));
    return at !== -1;
  });
}

/** The command whose whole name was typed, and the words after it; `rest` is undefined while no space follows. */
export function readCommandLine(
  commands: readonly Invocable[],
  typed: string,
): Readonly<{ command: Invocable; rest: string | undefined }> | undefined {
  const line = typed.trimStart();
  const fits = commands
    .flatMap((command) => spellings(command).map((words) => ({ command, found: afterName(line, words) })))
    .flatMap(({ command, found }) => (found ? [{ command, ...found }] : []))
    .toSorted((a, b) => b.length - a.length);
  const [best] = fits;
  return best && { command: best.command, rest: best.rest };
}

/** What follows a command's name, typed with any spaces between its words. */
function afterName(line: string, words: readonly string[]): { length: number; rest: string | undefined } | undefined {
  if (!line.startsWith('/')) return undefined;
  let at = 1;
  for (const [place, word] of words.entries()) {
    const space = place === 0 ? '' : (/^\s+/.exec(line.slice(at))?.[0] ?? '');
    if (place > 0 && space === '') return undefined;
    at += space.length;
    if (line.slice(at, at + word.length).toLowerCase() !== word) return undefined;
    at += word.length;
  }
  const rest = line.slice(at);
  if (rest !== '' && !/^\s/.test(rest)) return undefined;
  return { length: at, rest: rest === '' ? undefined : rest.trimStart() };
}
