// `payload_data` of a poll and of a vote: an archive whose address holds what it is, as JSON (file-6).

import { type Archived, keyedArchive } from './payload.ts';
import { readPlist } from './plist-reader.ts';

/** `balloon_bundle_id` of both. */
export const POLL_BALLOON =
  'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';

export interface PollOption {
  readonly optionIdentifier: string;
  readonly text: string;
}

interface PollVote {
  readonly participantHandle: string;
  readonly voteOptionIdentifier: string;
}

/** What is in the JSON of either. */
export interface PollItem {
  readonly title?: string;
  readonly creatorHandle?: string;
  readonly orderedPollOptions?: readonly PollOption[];
  /** All that a participant has voted for. */
  readonly votes?: readonly PollVote[];
}

const LEAD = 'data:,';

export function pollPayload(item: PollItem): Buffer {
  const json = Buffer.from(JSON.stringify({ version: 1, item })).toString('base64');
  const count = item.orderedPollOptions?.length ?? 0;
  const url: Archived = {
    classes: ['NSURL', 'NSObject'],
    fields: { 'NS.base': null, 'NS.relative': `${LEAD}${json}?src=p&c=${count}` },
  };
  return keyedArchive({
    classes: ['NSMutableDictionary', 'NSDictionary', 'NSObject'],
    fields: { 'NS.keys': ['URL', 'an', 'ldtext'], 'NS.objects': [url, 'Polls', 'Sent a poll'] },
  });
}

/** Null where the bytes hold none. */
export function pollIn(payload: Uint8Array): PollItem | null {
  const objects = readPlist(payload)?.$objects;
  if (!Array.isArray(objects)) return null;
  const address = objects.find((object) => typeof object === 'string' && object.startsWith(LEAD));
  if (typeof address !== 'string') return null;
  try {
    const json = Buffer.from(address.slice(LEAD.length).split('?', 1)[0]!, 'base64').toString('utf8');
    const { item } = JSON.parse(json) as { item?: unknown };
    return typeof item === 'object' ? (item as PollItem | null) : null;
  } catch {
    return null;
  }
}
