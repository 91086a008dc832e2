import type { EnginePorts } from '../../../engine/engine-ports.ts';
import { createMemoryFiles } from './memory-files.ts';

/** A Mac without files and programs, and without a network. */
export const NOTHING_OUTSIDE: Pick<EnginePorts, 'platform' | 'files' | 'programs' | 'http'> = {
  platform: 'darwin',
  files: createMemoryFiles(),
  programs: {
    run: async () => ({ failure: { code: 'absent', why: 'is not there' }, output: new Uint8Array() }),
  },
  http: { post: () => Promise.reject(new Error('no network')) },
};
