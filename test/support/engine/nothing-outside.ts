import type { EnginePorts } from '../../../engine/engine-ports.ts';
import { createMemoryFiles } from './memory-files.ts';

/** A machine without files and programs, and without a network. */
export const NOTHING_OUTSIDE: Pick<EnginePorts, 'files' | 'programs' | 'http'> = {
  files: createMemoryFiles(),
  programs: {
    run: async () => ({ failure: { code: 'absent', why: 'is not there' }, output: new Uint8Array() }),
  },
  http: { post: () => Promise.reject(new Error('no network')) },
};
