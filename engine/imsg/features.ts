/** Whether a build names link previews as such (`balloon_bundle_id`, from 0.11.1 on; ruling-5). */
export function marksPreviews(version: string | null): boolean {
  return version !== null && isAtLeast(version, [0, 11, 1]);
}

/** Whether `send` heeds `transport` (from 0.8.1 on). A build that does not say what it is, is taken for a newer one. */
export function takesTransport(version: string | null): boolean {
  return version === null || isAtLeast(version, [0, 8, 1]);
}

/** Whether `send` heeds `formatting` (from 0.12 on). Likewise. */
export function takesFormatting(version: string | null): boolean {
  return version === null || isAtLeast(version, [0, 12, 0]);
}

/**
 * What imsg does with a text to a handle, of no service that is named, whose sending fails: `none` = no more; `always` = it sends it as
 * SMS, also where it may have left (from 0.11 on); `unless refused` = likewise, unless it is told not to (from 0.14 on).
 */
export type SmsFallback = 'none' | 'always' | 'unless refused';

export function smsFallbackIn(version: string | null): SmsFallback {
  if (version === null || !isAtLeast(version, [0, 11, 0])) return 'none';
  return isAtLeast(version, [0, 14, 0]) ? 'unless refused' : 'always';
}

/** Whether `messages.history` is quick in a long chat (from 0.13.2 on); before, everything waits for it (wire-11.7). */
export function readsHistoryAtOnce(version: string | null): boolean {
  return version !== null && isAtLeast(version, [0, 13, 2]);
}

/** Whether `chats.list` says what chats are now (from 0.14 on); before, what they were when imsg met them first (wire-2.4). */
export function listsChatsAfresh(version: string | null): boolean {
  return version !== null && isAtLeast(version, [0, 14, 0]);
}

/** Whether a build has `message.send_status` (from 0.10 on). */
export function tellsSendStatus(version: string | null): boolean {
  return version !== null && isAtLeast(version, [0, 10, 0]);
}

/** Whether a build has commands for the bridge (from 0.7 on). */
export function hasBridgeCommands(version: string | null): boolean {
  return version !== null && isAtLeast(version, [0, 7, 0]);
}

/** Whether a build says which methods it has (from 0.7.3 on); of those before, none is for the bridge. */
export function namesMethods(version: string | null): boolean {
  return version === null || isAtLeast(version, [0, 7, 3]);
}

function isAtLeast(version: string, wanted: readonly [number, number, number]): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
  for (const [index, part] of parts.entries()) {
    if (part !== wanted[index]) return part > wanted[index]!;
  }
  return parts.length > 0;
}
