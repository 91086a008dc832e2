import type { FileDeed, SayingDeed } from '../actions/action.ts';
import type { Outgoing } from './kinds/kinds.ts';
import type { Message } from './kinds/text.ts';
import type { Planner } from './plan/planner.ts';

/** What leaves where something is done: first what it is itself. */
export function outgoingOf(deed: SayingDeed | FileDeed, plan: Planner): readonly Outgoing[] {
  if (!('file' in deed)) return doneAndSaid(deed);
  const { file, caption = '' } = deed;
  return [{ kind: 'file', content: file }, ...wordsOf(plan(caption), { isCaption: true, ...threadOf(file) })];
}

function doneAndSaid({ rest = [], ...deed }: SayingDeed): readonly Outgoing[] {
  const words = rest.map((said) => ({ isCaption: true as const, ...said }));
  return [{ kind: 'action', content: deed }, ...words.map((content) => ({ kind: 'text' as const, content }))];
}

/** What leaves where something is said. */
export function wordsOf(
  messages: ReturnType<Planner>,
  beside: Pick<Message, 'isCaption' | 'replyTo'> = {},
): readonly Outgoing[] {
  return messages.map((words): Outgoing => ({ kind: 'text', content: { ...words, ...beside } }));
}

const threadOf = ({ replyTo }: FileDeed['file']) => (replyTo === undefined ? {} : { replyTo });
