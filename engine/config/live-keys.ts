// The keys that a running gateway goes by as soon as they are written: who may speak, who may use commands and decide, which agent
// answers, what it is told and may do, how long what comes waits, and how answers are cut and leave. What goes on as one is changed
// ends as it began. All else was built upon at the start, and holds from the next one on.

type Place = readonly string[];

const place = (written: string): Place => written.split('.');

/** Of the file itself; `[]` = each of a list that is there already, by its `id`. */
export const LIVE_OF_FILE: readonly Place[] = [
  'accessGroups',
  'channels.defaults',
  'commands',
  'people',
  'media',
  'session.identityLinks',
  'bindings',
  'approvals',
  'messages',
  'agents.defaults.mediaMaxMb',
  'agents.list.[].groupChat',
  'agents.list.[].identity',
  'agents.list.[].name',
].map(place);

/** Of the channel and of each account. */
export const LIVE_OF_ACCOUNTS: readonly Place[] = [
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groupAllowFrom',
  'groups',
  'contextVisibility',
  'historyLimit',
  'dmHistoryLimit',
  'dms',
  'answerFiltered',
  'ownerMessages',
  'handoff',
  'inbound',
  'coalesceSameSenderDms',
  'defaultTo',
  'sendReadReceipts',
  'reactionNotifications',
  'configWrites',
  'actions',
  'tools',
  'includeAttachments',
  'attachmentRoots',
  'attachmentWaitMs',
  'mediaMaxMb',
  'textChunkLimit',
  'chunkMode',
  'markdown',
  'responsePrefix',
  'streaming',
  'blockStreaming',
  'blockStreamingCoalesce',
  'outbound',
  'probeTimeoutMs',
  'name',
].map(place);

/** Whether a change of what stands there holds at once: all of it, some of it, or nothing before the next start. */
export function liveAt(path: Place): 'all' | 'some' | 'none' {
  const [section, channel, ...ofAccount] = path;
  const isOfChannel = section === 'channels' && channel === 'imessage';
  const places = isOfChannel ? LIVE_OF_ACCOUNTS : LIVE_OF_FILE;
  const inner = isOfChannel ? ofAccount : path;
  if (places.some((live) => live.every((name, index) => inner[index] === name))) return 'all';
  const holdsLive = places.some((live) => inner.every((name, index) => live[index] === name));
  return holdsLive || (section === 'channels' && path.length === 1) ? 'some' : 'none';
}
