import { commands } from '../src/commands/index.ts';
import { changeCommands } from './change-commands.ts';

// npm run commands:register: tells Discord our commands now, without starting the bot.
await changeCommands(commands);
