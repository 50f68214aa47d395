import { z } from 'zod';
import { defineComponent } from '../discord/component.ts';
import { accent } from '../discord/embeds/colors.ts';
import { button, buttonRow } from '../discord/embeds/rows.ts';
import type { MessageReply } from '../discord/reply.ts';
import type { Translate } from '../locales/translate.ts';

/** What the help speaks of. */
export const helpTopics = ['films', 'ratings', 'week', 'privacy'] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** Another topic, in place of the one shown. */
export const helpPage = defineComponent({
  route: 'help',
  args: z.tuple([z.enum(helpTopics)]),
  placement: 'update',
  execute: ({ t }, [topic]) => helpReply(topic, t),
});

/** Short help on one topic, with the others a press away. */
export const helpReply = (topic: HelpTopic, t: Translate): MessageReply => ({
  embeds: [{ title: t(`help.${topic}.title`), color: accent, description: t(`help.${topic}.text`) }],
  components: buttonRow(
    ...helpTopics
      .filter((other) => other !== topic)
      .map((other) => button(t(`help.${other}.title`), helpPage.customId(other))),
  ),
});
