/** Every word that a member reads, as ICU messages. This catalog is the source: its keys type all the others. */
export const enUS = {
  'error.bug':
    'Sorry, that went wrong on our side. If it happens again, tell the bot’s operator this reference: {reference}',
  'error.unavailable': 'Discord did not let that through just now. Please try again in a minute.',
  'error.operator': 'This needs a fix by whoever runs the bot. It has been written to their log.',
  'error.old-command':
    'This command has changed since Discord last loaded it. Please reload Discord (Ctrl+R, or restart the app) and try again.',
  'error.old-component': 'This button is from an older version. Please use the command again.',
} as const satisfies Record<string, string>;
