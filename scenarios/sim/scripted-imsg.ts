// A child in place of imsg that says what a script has: whatever bytes a peer can be imagined to put on its pipe.

import type { ByteSink, FakeProcess } from '../../fake-imsg/device/process-io.ts';

/** What such a child says: a line as it is, bytes as they are, or a frame. */
export type Said =
  | string
  | { readonly hex: string }
  /** With `jsonrpc` in front, and the id of the request where it has no `method` and no id of its own. */
  | { readonly frame: Readonly<Record<string, unknown>> };

/** What it does when a method is asked for. */
export interface Answer {
  readonly to: string;
  readonly says: readonly Said[];
  /** It ends with that code afterwards. */
  readonly exits?: number | undefined;
}

/** One child after another follows it from the beginning. */
export interface ImsgScript {
  /** At once, before anything was asked. */
  readonly says?: readonly Said[] | undefined;
  /** Of several to one method each is given once, in their order, and the last whenever it is asked again. */
  readonly answers: readonly Answer[];
}

/** What children that are started are. */
export interface Peer {
  /** Null = imsg. */
  script(): ImsgScript | null;
  /** Whether it was ever anything else. */
  wasScripted(): boolean;
  follow(script: ImsgScript | null): void;
}

export function createPeer(): Peer {
  let script: ImsgScript | null = null;
  let wasScripted = false;
  return {
    script: () => script,
    wasScripted: () => wasScripted,
    follow(next) {
      script = next;
      wasScripted ||= next !== null;
    },
  };
}

interface ScriptedIo {
  readonly stdout: ByteSink;
  exit(code: number): void;
}

export function startScriptedImsg({ stdout, exit }: ScriptedIo, script: ImsgScript): FakeProcess {
  let begun = '';
  let isOver = false;
  const asked = new Map<string, number>();
  const end = (code: number) => {
    if (isOver) return;
    isOver = true;
    exit(code);
  };
  const say = (says: readonly Said[], id: unknown) => {
    for (const said of says) if (!isOver) stdout.write(bytesOf(said, id));
  };
  const hear = (line: string) => {
    const { method, id } = requestIn(line);
    const times = asked.get(method) ?? 0;
    asked.set(method, times + 1);
    const answers = script.answers.filter(({ to }) => to === method);
    const answer = answers[Math.min(times, answers.length - 1)];
    if (!answer) return;
    say(answer.says, id);
    if (answer.exits !== undefined) end(answer.exits);
  };
  say(script.says ?? [], null);
  return {
    input(bytes) {
      const lines = (begun + Buffer.from(bytes).toString('utf8')).split('\n');
      begun = lines.pop()!;
      for (const line of lines) if (!isOver) hear(line);
    },
    endInput: () => end(0),
    kill() {
      isOver = true;
    },
    wantsInput: () => true,
    readsInput: true,
  };
}

function bytesOf(said: Said, id: unknown): Uint8Array {
  if (typeof said === 'string') return Buffer.from(`${said.replaceAll('{id}', JSON.stringify(id))}\n`);
  if ('hex' in said) return Buffer.from(said.hex, 'hex');
  const isAnswer = !('method' in said.frame) && !('id' in said.frame);
  return Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', ...(isAnswer && { id }), ...said.frame })}\n`);
}

function requestIn(line: string): { readonly method: string; readonly id: unknown } {
  const { method, id = null } = JSON.parse(line) as { method: string; id?: unknown };
  return { method, id };
}
