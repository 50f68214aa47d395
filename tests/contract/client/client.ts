import type { APIMessage } from 'discord.js';
import type { Stage, Told } from '../../playground/stage.ts';
import type { Answer } from '../../playground/wire.ts';

/** A bot that knows all of the API that the playground serves, and says how it means to be answered. */
export class Client {
  readonly stage: Stage;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Asks, and means to be answered with this status. */
  async ask(status: number, call: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    const answer = await this.stage.call(call, body, headers);
    if (answer.status !== status) throw new Error(`${call}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** Sends a message to the channel in which everything happens. */
  async post(body: object): Promise<APIMessage> {
    const { body: message } = await this.ask(200, `POST /channels/${this.stage.channel}/messages`, body);
    return message as APIMessage;
  }

  /** Gives the one first answer to an interaction. */
  callback(status: number, { id, token }: Told, body: object, query = ''): Promise<Answer> {
    return this.ask(status, `POST /interactions/${id}/${token}/callback${query}`, body, { authorization: '' });
  }

  /** Goes to the webhook of an interaction: `PATCH /messages/@original`. */
  webhook(status: number, { application_id: id, token }: Told, call: string, body?: object): Promise<Answer> {
    const [method = '', rest = ''] = call.split(' ');
    return this.ask(status, `${method} /webhooks/${id}/${token}${rest}`, body, { authorization: '' });
  }
}
