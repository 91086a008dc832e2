import { z } from 'zod';
import { key } from './key.ts';

/** How many messages may leave; 0 = any number. */
export interface SendsMax {
  readonly minute: number;
  readonly hour: number;
}

/** How fast messages leave: what is over the budget waits in its place (`outbound/pace.ts`). */
export interface PaceConfig {
  /** `outbound.sendsPerConversation`, each 0 to 100,000. Default 60 a minute, 300 an hour. */
  readonly sendsPerConversation: SendsMax;
  /**
   * `outbound.sendsPerAccount`, each 0 to 100,000. Default 60 a minute, 400 an hour. Apple publishes no limits. Services that
   * send over Macs keep to one message a second and Apple ID (docs.sendblue.com/limits, messages.dev/docs/scaling/limits) or
   * to 5,000 a day (photon.codes); known to have been blocked are 10,000 in twelve hours, and 200 an hour to people who had
   * not written (github.com/ZekeSnider/Jared/issues/65), which answers are not.
   */
  readonly sendsPerAccount: SendsMax;
}

const count = z.int().min(0).max(100_000);
const PER_CONVERSATION: SendsMax = { minute: 60, hour: 300 };
const PER_ACCOUNT: SendsMax = { minute: 60, hour: 400 };

const budget = ({ minute, hour }: SendsMax) =>
  z.strictObject({
    minute: key(count, 'Messages that leave within a minute; 0 = any number.', { default: String(minute) }),
    hour: key(count, 'Messages that leave within an hour; 0 = any number.', { default: String(hour) }),
  });

const perConversation = budget(PER_CONVERSATION);
const perAccount = budget(PER_ACCOUNT);

/** Keys of `outbound`. */
export const paceKeys = {
  sendsPerConversation: key(
    perConversation,
    'How much may leave for one conversation: words, files and what an agent does there. What is over it waits.',
  ),
  sendsPerAccount: key(
    perAccount,
    'The same over all conversations, which take turns. Apple blocks who sends too much, and publishes no limits.',
  ),
};

interface Written {
  readonly sendsPerConversation?: z.output<typeof perConversation> | undefined;
  readonly sendsPerAccount?: z.output<typeof perAccount> | undefined;
}

export function paceOf({ sendsPerConversation, sendsPerAccount }: Written): PaceConfig {
  return {
    sendsPerConversation: filled(sendsPerConversation, PER_CONVERSATION),
    sendsPerAccount: filled(sendsPerAccount, PER_ACCOUNT),
  };
}

function filled({ minute, hour }: z.output<typeof perAccount> = {}, otherwise: SendsMax): SendsMax {
  return { minute: minute ?? otherwise.minute, hour: hour ?? otherwise.hour };
}
