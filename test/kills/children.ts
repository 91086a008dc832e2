// Which processes of imsg the gateway of a home has, as the Mac's own record tells it.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordEntry } from '../../fake-imsg/device/record.ts';
import { readRecordFrom, recordPath } from '../../fake-imsg/process/files/record-file.ts';

export interface Children {
  /** The process that watches, the one that was given the last send, the one started last; null = there is none. */
  readonly reader: number | null;
  readonly sender: number | null;
  readonly newest: number | null;
  /** Sends that imsg was given so far. */
  readonly sends: number;
  /** Calls back whenever any of it may have changed. */
  onChange(callback: () => void): () => void;
  /** SIGKILL. False where it has gone before. */
  kill(which: 'reader' | 'sender' | 'newest'): boolean;
  /** Their gateway has died: whatever lives of them is of no use to the next one. */
  disown(): void;
  close(): void;
}

export function watchChildren(root: string): Children {
  const path = recordPath(root);
  mkdirSync(dirname(path), { recursive: true });
  const callbacks = new Set<() => void>();
  const disowned = new Set<number>();
  const started = new Set<number>();
  let from = 0;
  let sends = 0;
  let reader: number | null = null;
  let sender: number | null = null;
  let newest: number | null = null;

  const take = ({ pid, what, text = '' }: RecordEntry) => {
    if (what === 'start') {
      // Numbers of processes come again.
      disowned.delete(pid);
      started.add(pid);
      newest = pid;
    }
    if (disowned.has(pid)) return;
    if (what === 'in') {
      if (text.includes('"method":"watch.subscribe"')) reader = pid;
      if (text.includes('"method":"send"')) {
        sender = pid;
        sends += 1;
      }
    } else if (what === 'exit' || what === 'signal') forget(pid);
  };
  const forget = (pid: number) => {
    if (reader === pid) reader = null;
    if (sender === pid) sender = null;
    if (newest === pid) newest = null;
  };
  const look = () => {
    const { entries, end } = readRecordFrom(path, from);
    from = end;
    entries.forEach(take);
    for (const callback of callbacks) callback();
  };
  const watcher = watch(dirname(path), look);
  return {
    get reader() {
      return reader;
    },
    get sender() {
      return sender;
    },
    get newest() {
      return newest;
    },
    get sends() {
      return sends;
    },
    onChange(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    kill(which) {
      const pid = { reader, sender, newest }[which];
      if (pid === null) return false;
      forget(pid);
      return isOf(root, pid) && isKilled(pid);
    },
    disown() {
      for (const pid of started) disowned.add(pid);
      started.clear();
      reader = null;
      sender = null;
      newest = null;
    },
    close: () => watcher.close(),
  };
}

/** A process that is gone may have left its number to anybody's. */
function isOf(root: string, pid: number): boolean {
  return (existsSync('/proc') ? argumentsInProc(pid) : argumentsFromPs(pid)).includes(root);
}

/** A small Linux has no `ps`. */
function argumentsInProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It is gone.
    return '';
  }
}

function argumentsFromPs(pid: number): string {
  return spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
}

function isKilled(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
