import { changeCommands } from './change-commands.ts';

// npm run commands:clear: removes every command of the scope, the dev guild's or the global ones.
await changeCommands([]);
