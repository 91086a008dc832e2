import { FAULT_TEXT } from '../fault-pattern.ts';
import { choice, difference, duration, type EventForm, flag, index, text } from './field-kinds.ts';

/** What happens to the Mac itself. */
export const MACHINE_EVENTS: Readonly<Record<string, EventForm>> = {
  'messages-app': {
    meaning: 'Messages falls asleep or wakes',
    fields: { is: choice('asleep', 'awake') },
    required: ['is'],
  },
  'mac-sleep': { meaning: 'the Mac sleeps', fields: { forMs: duration }, required: ['forMs'] },
  'clock-step': { meaning: 'its clock is set', fields: { byMs: difference }, required: ['byMs'] },
  'rotate-wal': { meaning: 'the log of chat.db is made anew', fields: {} },
  'replace-database': {
    meaning: 'another database takes the place of chat.db',
    fields: { rowids: choice('lower', 'higher') },
    required: ['rowids'],
  },
  'restore-database': {
    meaning: 'an older copy of chat.db takes its place, or one with the same messages under new rowids',
    fields: { lacks: index, rowids: choice('kept', 'new') },
  },
  fault: {
    meaning: 'something goes wrong from now on',
    fields: { fault: { type: 'string', pattern: FAULT_TEXT }, forMs: duration },
    required: ['fault'],
  },
  permission: {
    meaning: 'somebody grants or takes away what imsg needs',
    fields: { fullDiskAccess: flag, automation: flag, signedIn: flag, contacts: flag },
  },
  'push-mended': { meaning: 'what Apple held up comes at last: the fault push-dead ends', fields: {} },
  bridge: {
    meaning: 'something happens to Messages and the helper in it',
    fields: {
      state: choice('launched', 'quit', 'dropped', 'hung'),
      missing: { type: 'array', items: text },
    },
    required: ['state'],
  },
};
