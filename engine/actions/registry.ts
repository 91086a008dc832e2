// Every action there is: a new one is a file of its own and a line here.

import type { Action } from './action.ts';
import { edit } from './edit.ts';
import { leaveGroup } from './leave-group.ts';
import { addParticipant, removeParticipant } from './participants.ts';
import { poll } from './poll.ts';
import { pollVote } from './poll-vote.ts';
import { react } from './react.ts';
import { renameGroup } from './rename-group.ts';
import { reply } from './reply.ts';
import { sendWithEffect } from './send-with-effect.ts';
import { setGroupIcon } from './set-group-icon.ts';
import { unsend } from './unsend.ts';
import { uploadFile } from './upload-file.ts';

export const ACTIONS: readonly Action[] = [
  react,
  reply,
  sendWithEffect,
  edit,
  unsend,
  uploadFile,
  poll,
  pollVote,
  renameGroup,
  setGroupIcon,
  addParticipant,
  removeParticipant,
  leaveGroup,
];

/** Other names of some. */
const ALIASES: Readonly<Record<string, string>> = { sendAttachment: uploadFile.name };
const BY_NAME: ReadonlyMap<string, Action> = new Map(ACTIONS.map((action) => [action.name, action]));

/** An action by all its names; anything else by its own. */
export function namesOfAction(name: string): readonly string[] {
  const { name: first = name } = actionNamed(name) ?? {};
  const others = Object.entries(ALIASES).flatMap(([alias, meant]) => (meant === first ? [alias] : []));
  return [first, ...others];
}

export function actionNamed(name: string): Action | null {
  return BY_NAME.get(Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name) ?? null;
}
