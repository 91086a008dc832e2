// Who is in a group (ACT-19).

import { z } from 'zod';
import type { OwnDeed } from '../echo/own-rows.ts';
import { EngineError } from '../errors.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import { wireHandle } from '../message/identity/wire-handle.ts';
import { readWrittenHandle } from '../message/identity/written-handle.ts';
import { type Action, defineAction, type Scene } from './action.ts';

/** A number with its country, or a mail address: whoever else is meant cannot be told. */
const WHOLE = /^(?:\+\d{7,15}|[^\s@;]+@[^\s@;]+)$/;
const ADDRESS_MAX = 256;

const address = z.string().max(ADDRESS_MAX).optional();
const input = z.strictObject({
  address: address.describe('A phone number or mail address'),
  participant: address.describe('Another name of address'),
});

/** As the group has it: whoever is in there by a number without its country is whom the full one names. */
async function addressOf(
  name: string,
  { address, participant }: z.output<typeof input>,
  { region, wireRegion, participants }: Scene,
): Promise<string> {
  const written = (address ?? participant ?? '').trim();
  const handle = readWrittenHandle(written, region);
  if (handle === null || !WHOLE.test(handle))
    throw new EngineError('action_invalid', {
      message: `${name} needs a phone number or mail address, such as "+15555550123": give address.`,
    });
  const known = (await participants()) ?? [];
  return known.find((one) => wireHandle(one, wireRegion) === handle) ?? handle;
}

const isSame = (person: string, address: unknown) =>
  normalizeHandle(person) === normalizeHandle(String(address));

/** Whether a note of the group is about that person: the owner may let in and remove others meanwhile. */
const isAbout = (row: OwnDeed, groupAction: number, address: unknown) =>
  row.kind === 'note' &&
  row.itemType === 1 &&
  row.groupAction === groupAction &&
  row.person !== null &&
  isSame(row.person, address);

const isIn = (participants: readonly string[], address: unknown) =>
  participants.some((participant) => isSame(participant, address));

export const addParticipant: Action = defineAction({
  name: 'addParticipant',
  about: 'Add somebody to the group.',
  gate: 'addParticipant',
  method: 'group.addParticipant',
  selectors: ['addParticipant'],
  isOfGroups: true,
  input,
  resolve: async (given, scene) => ({ params: { address: await addressOf('addParticipant', given, scene) } }),
  isShownBy: (row, { params }) => isAbout(row, 0, params.address),
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
  resolve: async (given, scene) => ({
    params: { address: await addressOf('removeParticipant', given, scene) },
  }),
  isShownBy: (row, { params }) => isAbout(row, 1, params.address),
  async isDone({ params }, look) {
    const chat = await look.chat();
    // A build that names nobody does not say that he is gone.
    return chat === null || chat.participants.length === 0 ? null : !isIn(chat.participants, params.address);
  },
});
