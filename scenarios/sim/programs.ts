// What a gateway in a world finds on its machine and in its network besides imsg: converters, and whoever hears voice memos.

import { dirname } from 'node:path/posix';
import type { Http } from '../../engine/ports/http.ts';
import type { ProgramEnd, Programs } from '../../engine/ports/programs.ts';
import { fileKind } from '../../fake-imsg/world/files/file-kinds.ts';
import type { Disk } from './files.ts';
import type { Node } from './node.ts';

/** What a program, or an address, does when it is used. */
export type Deed =
  /** A picture, which it writes to the path that it is given last. */
  | { readonly is: 'converts' }
  | { readonly is: 'says'; readonly text: string }
  | { readonly is: 'fails' }
  | { readonly is: 'hangs' };

/** By the name of a program, or an address. */
export interface Outside {
  put(name: string, deed: Deed): void;
  /** Null = there is none. */
  deedOf(name: string): Deed | null;
}

export function createOutside(): Outside {
  const deeds = new Map<string, Deed>();
  return {
    put: (name, deed) => void deeds.set(name, deed),
    deedOf: (name) => deeds.get(name) ?? null,
  };
}

/** How long whatever does not hang takes. */
const LATENCY_MS = 40;
const NOTHING = new Uint8Array();
/** What a converter makes, of whatever picture. */
export const CONVERTED: Uint8Array = fileKind('picture.jpg').bytes;

/** Each run is an effect on the world. */
export function createSimPrograms(node: Node, disk: () => Disk, outside: Outside): Programs {
  return {
    run({ command, args, timeoutMs }, signal) {
      return new Promise((resolve) => {
        node.effect('program', `${command} ${args.length}`, () => {
          const deed = outside.deedOf(command);
          if (deed?.is === 'hangs') {
            const stop = (why: string) => () => resolve(failed(why));
            node.clock.after(timeoutMs, stop(`did not end within ${timeoutMs} ms`));
            signal.addEventListener('abort', stop('was stopped'), { once: true });
            return;
          }
          if (deed?.is === 'converts') writePicture(disk(), args.at(-1)!);
          node.later(LATENCY_MS, () => resolve(endOf(deed)));
        });
      });
    },
  };
}

export function createSimHttp(node: Node, outside: Outside): Http {
  return {
    post({ url, timeoutMs }, signal) {
      return new Promise((resolve, reject) => {
        node.effect('program', url, () => {
          const deed = outside.deedOf(url);
          if (deed?.is === 'hangs') {
            const stop = (why: string) => () => reject(new Error(why));
            node.clock.after(timeoutMs, stop(`did not answer within ${timeoutMs} ms`));
            signal.addEventListener('abort', stop('was stopped'), { once: true });
            return;
          }
          const body = deed?.is === 'says' ? Buffer.from(deed.text) : NOTHING;
          const status = deed?.is === 'says' ? 200 : 500;
          node.later(LATENCY_MS, () => resolve({ status, body }));
        });
      });
    },
  };
}

function writePicture(disk: Disk, path: string): void {
  disk.mkdirSync(dirname(path), { recursive: true });
  disk.writeFileSync(path, CONVERTED);
}

function endOf(deed: Deed | null): ProgramEnd {
  if (deed === null) return { failure: { code: 'absent', why: 'is not there' }, output: NOTHING };
  if (deed.is === 'fails') return failed('exited with code 1');
  return { failure: null, output: deed.is === 'says' ? Buffer.from(deed.text) : NOTHING };
}

function failed(why: string): ProgramEnd {
  return { failure: { code: 'failed', why }, output: NOTHING };
}
