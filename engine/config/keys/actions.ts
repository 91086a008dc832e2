import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

const action = (about: string) =>
  key(z.boolean(), `Whether agents may ${about}.`, { default: 'true', notYet: 'actions' });

/** What agents may do in a conversation besides answering. */
export const actions = defineSubject({
  accountKeys: {
    actions: key(
      z.strictObject({
        reactions: action('send tapbacks'),
        edit: action('edit what was sent'),
        unsend: action('take back what was sent'),
        reply: action('reply to a certain message'),
        sendWithEffect: action('send with an effect'),
        sendAttachment: action('send files'),
        renameGroup: action('name a group'),
        setGroupIcon: action('set the picture of a group'),
        addParticipant: action('add people to a group'),
        removeParticipant: action('remove people from a group'),
        leaveGroup: action('leave a group'),
        polls: action('send polls and vote'),
      }),
      'What agents may do besides answering. All of it needs the bridge, but for sending files.',
    ),
  },
});
