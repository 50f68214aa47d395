import { changeCommands } from './change-commands.ts';

// npm run commands:clear: removes every command of the scope, the dev guild's or the global ones.
await changeCommands([], {
  does: 'Removes every command of the bot at Discord, until it starts or registers them again. No data is lost.',
  usage: 'npm run commands:clear',
});
