import type { Deed, FileDeed } from '../actions/action.ts';
import type { Outgoing } from './kinds/kinds.ts';
import type { Message } from './kinds/text.ts';
import type { Planner } from './plan/planner.ts';

/** What leaves where something is done: first what it is itself. */
export function outgoingOf(deed: Deed | FileDeed, plan: Planner): readonly Outgoing[] {
  if (!('file' in deed)) return [{ kind: 'action', content: deed }];
  const { file, caption = '' } = deed;
  return [{ kind: 'file', content: file }, ...wordsOf(plan(caption), { isCaption: true, ...threadOf(file) })];
}

/** What leaves where something is said. */
export function wordsOf(
  messages: ReturnType<Planner>,
  beside: Pick<Message, 'isCaption' | 'replyTo'> = {},
): readonly Outgoing[] {
  return messages.map((words): Outgoing => ({ kind: 'text', content: { ...words, ...beside } }));
}

const threadOf = ({ replyTo }: FileDeed['file']) => (replyTo === undefined ? {} : { replyTo });
