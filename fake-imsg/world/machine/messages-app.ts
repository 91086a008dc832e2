import { choiceField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';

/**
 * Messages falls asleep or wakes: `{ is }`, `asleep` or `awake`. While it is asleep whatever it would write
 * waits, what people send as well as what imsg tells it to send; as it wakes, all of it lands in one burst, in
 * order, with the dates of when it was sent (file-9, backlog).
 */
export const messagesApp: ExpandEvent = (event, { atMs }) => {
  onlyFields(event, ['is']);
  const messagesAsleep = choiceField(event, 'is', ['asleep', 'awake']) === 'asleep';
  return [{ atMs, by: 'mac', apply: ({ changeState }) => changeState({ messagesAsleep }) }];
};
