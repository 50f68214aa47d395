import { commands } from '../src/commands/index.ts';
import { changeCommands } from './change-commands.ts';

// npm run commands:register: tells Discord our commands now, without starting the bot.
await changeCommands(commands, {
  does: 'Tells Discord the commands of this version, which the bot does by itself at its start, and prints what changed.',
  usage: 'npm run commands:register',
});
