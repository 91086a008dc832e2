import type { Deed, FileDeed } from '../actions/action.ts';
import type { Outgoing } from './kinds/kinds.ts';
import type { Planner } from './plan/planner.ts';

/** What leaves where something is done: first what it is itself. */
export function outgoingOf(deed: Deed | FileDeed, plan: Planner): readonly Outgoing[] {
  if (!('file' in deed)) return [{ kind: 'action', content: deed }];
  const words = plan(deed.caption ?? '').map((content): Outgoing => ({ kind: 'text', content }));
  return [{ kind: 'file', content: deed.file }, ...words];
}
