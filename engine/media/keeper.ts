// What was copied for turns, or for what they send, goes when it is too old, or too much: as what they said does (`store.retentionDays`).

import { posix } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Logger } from '../ports/logger.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { foreignWords } from '../thrown.ts';
import { mediaFolder, turnFolder } from './stage.ts';

/** Of all copies together; the oldest go first. */
export const MEDIA_BYTES_MAX = 4 * 1024 ** 3;

/** Parts looked at at once. */
const PAGE_PARTS = 256;

interface KeeperOptions {
  readonly stateDir: string;
  readonly accountIds: readonly string[];
  readonly retentionMs: number;
  readonly files: Files;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
}

interface Folder {
  readonly path: string;
  readonly changedAtMs: number;
  readonly bytes: number;
}

/** Copies of turns that have not ended, and of what has yet to leave, stay, whatever their age. Never rejects. */
export async function dropOldFiles(options: KeeperOptions, store: Store): Promise<void> {
  try {
    await dropOld(options, store);
  } catch (error) {
    // The next look may go better; what stays is no more than a file too many.
    options.logger.debug(`imessage: files that are too old stay: ${foreignWords(error)}`);
  }
}

async function dropOld(options: KeeperOptions, store: Store): Promise<void> {
  const { stateDir, retentionMs, files, clock, signal } = options;
  const within = mediaFolder(stateDir);
  const names = await files.list(within);
  if (names.length === 0) return;
  const open = await openFolders(options, store);
  const folders: Folder[] = [];
  for (const name of names) folders.push(await folderAt(posix.join(within, name), files));
  let bytes = folders.reduce((sum, folder) => sum + folder.bytes, 0);
  const oldestFirst = folders.toSorted((one, other) => one.changedAtMs - other.changedAtMs);
  for (const folder of oldestFirst) {
    if (signal.aborted) return;
    const isOld = folder.changedAtMs < clock.wallMs() - retentionMs;
    if (!(isOld || bytes > MEDIA_BYTES_MAX) || open.has(turnOf(folder))) continue;
    await files.remove(folder.path);
    bytes -= folder.bytes;
  }
}

/** Whose files these are: beside the folder of a turn are those of its copies under way, and of what it sends. */
function turnOf({ path }: Folder): string {
  return posix.basename(path).split('.', 1)[0]!;
}

/** Of turns without an end, and of those of which something is still on its way out. */
async function openFolders({ accountIds }: KeeperOptions, store: Store): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const accountId of accountIds) {
    for (const { turnId } of await store.openTurns({ accountId })) open.add(turnFolder(turnId));
    for (const { partId } of await openParts(accountId, store))
      open.add(turnFolder(partId.slice(0, partId.lastIndexOf('#'))));
  }
  return open;
}

async function openParts(accountId: string, store: Store): Promise<readonly PartRow[]> {
  const open = [...(await store.sendingParts({ accountId }))];
  for (let afterSeq = 0; ; ) {
    const page = await store.queuedParts({ accountId, lane: null, afterSeq, limit: PAGE_PARTS });
    open.push(...page);
    if (page.length < PAGE_PARTS) return open;
    afterSeq = page.at(-1)!.seq;
  }
}

async function folderAt(path: string, files: Files): Promise<Folder> {
  const found = await files.look(path);
  return { path, changedAtMs: found?.changedAtMs ?? 0, bytes: await bytesBelow(path, files) };
}

async function bytesBelow(folder: string, files: Files): Promise<number> {
  let bytes = 0;
  for (const name of await files.list(folder)) {
    const path = posix.join(folder, name);
    const found = await files.look(path);
    bytes += found?.kind === 'folder' ? await bytesBelow(path, files) : (found?.bytes ?? 0);
  }
  return bytes;
}
