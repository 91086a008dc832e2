// Who is in a group (ACT-19).

import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import { type Action, defineAction } from './action.ts';
import { isNote, NOTE } from './notes.ts';

const HANDLE = /^(?:\+?[\d\s().-]{3,24}|[^\s@;]+@[^\s@;]+)$/;
const ADDRESS_MAX = 256;

const address = z.string().max(ADDRESS_MAX).optional();
const input = z.strictObject({
  address: address.describe('A phone number or mail address'),
  participant: address.describe('Another name of address'),
});

function handleOf(name: string, { address, participant }: z.output<typeof input>): string {
  const written = (address ?? participant ?? '').trim();
  const handle = HANDLE.test(written) ? normalizeHandle(written) : null;
  if (handle === null)
    throw new EngineError('action_invalid', {
      message: `${name} needs a phone number or mail address, such as "+15555550123": give address.`,
    });
  return handle;
}

const isIn = (participants: readonly string[], address: unknown) =>
  participants.some((participant) => normalizeHandle(participant) === address);

export const addParticipant: Action = defineAction({
  name: 'addParticipant',
  about: 'Add somebody to the group.',
  gate: 'addParticipant',
  method: 'group.addParticipant',
  selectors: ['addParticipant'],
  isOfGroups: true,
  input,
  resolve: async (given) => ({ params: { address: handleOf('addParticipant', given) } }),
  isShownBy: (row) => isNote(row, NOTE.added),
  async isDone({ params }, look) {
    const chat = await look.chat();
    return chat === null ? null : isIn(chat.participants, params.address);
  },
});

export const removeParticipant: Action = defineAction({
  name: 'removeParticipant',
  about: 'Remove somebody from the group.',
  gate: 'removeParticipant',
  method: 'group.removeParticipant',
  selectors: ['removeParticipant'],
  isOfGroups: true,
  input,
  resolve: async (given) => ({ params: { address: handleOf('removeParticipant', given) } }),
  isShownBy: (row) => isNote(row, NOTE.removed),
  async isDone({ params }, look) {
    const chat = await look.chat();
    return chat === null ? null : !isIn(chat.participants, params.address);
  },
});
