import { z } from 'zod';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';

/** What may be switched off by its key under `actions`. */
const GATES = {
  reactions: 'send tapbacks',
  edit: 'edit what was sent',
  unsend: 'take back what was sent',
  reply: 'reply to a certain message',
  sendWithEffect: 'send with an effect',
  sendAttachment: 'send files',
  renameGroup: 'name a group',
  setGroupIcon: 'set the picture of a group',
  addParticipant: 'add people to a group',
  removeParticipant: 'remove people from a group',
  leaveGroup: 'leave a group',
  polls: 'send polls and vote',
} as const;

type Gate = keyof typeof GATES;

/** Default: all true. */
export type ActionGates = { readonly [Name in Gate]: boolean };

export interface ActionsConfig {
  readonly actions: ActionGates;
}

const gate = (name: Gate) => key(z.boolean(), `Whether agents may ${GATES[name]}.`, { default: 'true' });

/** What agents may do in a conversation besides answering. */
export const actions = defineSubject({
  accountKeys: {
    actions: key(
      z.strictObject({
        reactions: gate('reactions'),
        edit: gate('edit'),
        unsend: gate('unsend'),
        reply: gate('reply'),
        sendWithEffect: gate('sendWithEffect'),
        sendAttachment: gate('sendAttachment'),
        renameGroup: gate('renameGroup'),
        setGroupIcon: gate('setGroupIcon'),
        addParticipant: gate('addParticipant'),
        removeParticipant: gate('removeParticipant'),
        leaveGroup: gate('leaveGroup'),
        polls: gate('polls'),
      }),
      'What agents may do besides answering. All of it needs the bridge, but for sending files; a reply goes as plain words without it.',
    ),
  },
  resolveAccount: ({ actions = {} }): ActionsConfig => ({ actions: gatesOf(actions) }),
});

function gatesOf(given: { readonly [Name in Gate]?: boolean | undefined }): ActionGates {
  const names = Object.keys(GATES) as Gate[];
  return Object.fromEntries(names.map((name) => [name, given[name] ?? true])) as ActionGates;
}
