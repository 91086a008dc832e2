import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import { contextVisibility, historyLimit } from './values.ts';

const dm = z.strictObject({
  historyLimit: key(historyLimit, 'The same for one person; 0 = none.', { notYet: 'history' }),
});

/** What an agent is told besides the message itself. */
export const context = defineSubject({
  accountKeys: {
    contextVisibility: key(
      contextVisibility,
      'Whose words are shown where a message quotes them: everybody’s, or only those of people whom the lists ' +
        'name; `allowlist_quote` always shows what was quoted.',
      { default: '`channels.defaults.contextVisibility`, else `all`', notYet: 'quotes' },
    ),
    historyLimit: key(
      historyLimit,
      'Messages of a group since the last answer, which did not mention the agent, that are told with the next one that does.',
      { default: '`messages.groupChat.historyLimit`, else 50', notYet: 'mentions' },
    ),
    dmHistoryLimit: key(historyLimit, 'Earlier messages that a new direct session begins with.', {
      default: 'none',
      notYet: 'history',
    }),
    dms: key(z.record(z.string(), dm), 'By handle: what differs for one person.'),
  },
  handleKeys: ['dms'],
});
