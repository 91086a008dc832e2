// What the operator has said of their own accord, held against what came of it.

import { accountAt } from './account-at.ts';
import { attachmentRoots, isWithin } from './files.ts';
import type { Finding, History, PartEvent } from './history.ts';
import { accountOf, chatOf, isPosted } from './notices.ts';
import type { Post } from './post.ts';
import { isSaidAs, messagesIn, placeOf, saidInParts } from './post-messages.ts';
import { isTarget, targetNamed } from './targets.ts';

/** A refusal that says nothing of what became of it. */
const SAYS_NOTHING = 'end_unknown';

/** The parts of one post belong together by what stands in front of their numbers. */
const groupOf = ({ partId }: PartEvent) => partId.slice(0, partId.lastIndexOf('#'));

/** Each message that is said to be the operator's is of one thing that they said, goes where they said, and ends as they are told. */
export function postFindings(history: History): Finding[] {
  const { parts, posts = [], rows } = history;
  const groups = Map.groupBy(parts.filter(isPosted), groupOf);
  const taken = new Map<Post, readonly PartEvent[]>();
  const strays = [...groups.values()].flatMap((events): Finding[] => {
    const [first] = events as [PartEvent, ...PartEvent[]];
    const says = posts.filter((post) => !taken.has(post) && isSaidIn(events, post, history));
    const post = says.find((one) => isTarget(targetOf(one, first, history), chatOf(first), rows));
    if (post) taken.set(post, events);
    if (post) return [];
    return says.length > 0
      ? [{ clause: 'addressee', text: `part ${first.partId} of the operator went to ${chatOf(first)}` }]
      : [{ clause: 'unasked', text: `part ${first.partId} says what no operator said` }];
  });
  return [...strays, ...posts.flatMap((post) => endFindings(post, taken.get(post) ?? null, history))];
}

/** Whether the parts of a group are what was to be said, each in its place. */
function isSaidIn(events: readonly PartEvent[], post: Post, history: History): boolean {
  const [{ atMs }] = events as [PartEvent, ...PartEvent[]];
  if (post.atMs > atMs) return false;
  return events.every((event) => isSaidAs(event, post, history));
}

/** As it is written, or where the configuration says. */
function targetOf({ to, action, atMs }: Post, part: PartEvent, { lives }: History): string {
  return targetNamed(to, action?.input) || (accountAt(lives, accountOf(part), atMs)?.defaultTo ?? '');
}

function endFindings(post: Post, events: readonly PartEvent[] | null, history: History): Finding[] {
  const { end } = post;
  const says = post.action?.name ?? saidInParts(post)[0]?.text;
  if (end === null || end === SAYS_NOTHING) return [];
  if (typeof end === 'string')
    return events === null
      ? []
      : [{ clause: 'truth', text: `"${says}" of the operator was refused with ${end}, and was begun` }];
  if (post.action !== null && saidInParts(post).length === 0) return [];
  if (events === null)
    return [{ clause: 'replied', text: `"${says}" of the operator has an end, and no part` }];
  const count = messagesIn(post, events[0]!, history).length;
  if (count !== end.length)
    return [
      {
        clause: 'replied',
        text: `"${says}" of the operator is ${count} messages, and has ${end.length} ends`,
      },
    ];
  const strange = strangeFile(post, events[0]!, history);
  if (strange !== null)
    return [{ clause: 'files', text: `the operator had ${strange} sent, which no folder of theirs has` }];
  return end.flatMap((state, place): Finding[] => {
    const told = events.filter((event) => placeOf(event) === place).map((event) => event.state);
    // What left may be told of as undelivered later on.
    if (told.includes(state)) return [];
    return [{ clause: 'truth', text: `"${says}" of the operator was told as ${state}, which no part is` }];
  });
}

/** The path of a file that stands outside of all folders from which its account may send; null = there is none. */
function strangeFile({ said }: Post, part: PartEvent, { lives }: History): string | null {
  const paths = (said ?? []).flatMap((one) => (one as { readonly path?: string }).path ?? []);
  const roots = paths.length === 0 ? [] : attachmentRoots(accountOf(part), lives);
  return paths.find((path) => !isWithin(path, roots)) ?? null;
}
