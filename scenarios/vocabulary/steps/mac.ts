import { z } from 'zod';
import type { WorldEvent } from '../../../fake-imsg/device/device.ts';
import type { Cast } from '../cast.ts';
import { eventsSchema } from '../events.ts';
import { kindOfEvent, namedFields } from '../mac-fields.ts';
import { eventProblems } from '../possible-event.ts';
import type { StepWord } from '../step-word.ts';

const schema = z
  .record(z.string(), z.union([z.record(z.string(), z.unknown()), z.literal(true)]))
  .refine((value) => Object.keys(value).length === 1, { error: 'expected exactly one event' })
  .describe('something happens on or to the Mac: the name of the event with its fields, or true')
  .meta(eventsSchema());
type Event = z.output<typeof schema>;

const GUIDE = `an event of the fake Mac (below). Names of people and chats stand for handles; fields in \`…Ms\` take \`3h\`, and \`3h ago\` where they mean a time`;
const GUIDE_DEEDS =
  'somebody does something to a message that is there: also `edit`, `unsend`, `reply`, `message-delete`, `notify-anyway`. `saying` names it by what it says, else it is the newest; without `from` the owner does it, and `to` or `chat` says where';

/** The event as the fake Mac takes it. `nowMs` is the Mac's wall time. */
export function macEvent(event: Event, cast: Cast, nowMs: number): WorldEvent {
  const [[kind, fields]] = Object.entries(event) as [[string, object | true]];
  return { ...namedFields(fields === true ? {} : fields, cast, nowMs), kind: kindOfEvent(kind) };
}

export const mac: StepWord<Event> = {
  name: 'mac',
  schema,
  check: (event, { cast, path }) => eventProblems(path, (nowMs) => macEvent(event, cast, nowMs)),
  async perform(event, { cast, controls }) {
    controls.schedule(macEvent(event, cast, controls.wallMs()), 0);
    return null;
  },
  describe: (event) => `mac ${Object.keys(event)[0]}`,
  guide: [
    ['`mac: { flush: { … } }`', GUIDE],
    ['`mac: { tapback: { from: alice, reaction: love, saying: "You said: hi" } }`', GUIDE_DEEDS],
  ],
};
