// Sees the files of a world: what the Mac puts on its disk, and what an agent finds of what it is given.

import { hash } from 'node:crypto';
import type { SeenFiles } from '../oracle/seen-files.ts';
import { CONVERTED } from '../programs.ts';

const digestOf = (bytes: Uint8Array) => hash('sha256', bytes, 'hex');

export function createFileWitness() {
  const put: SeenFiles['put'][number][] = [];
  const handed: SeenFiles['handed'][number][] = [];
  return {
    filePut: (path: string, bytes: Uint8Array) => void put.push({ path, digest: digestOf(bytes) }),
    handed: (turnId: string, name: string, bytes: Uint8Array | null) =>
      void handed.push({ turnId, name, digest: bytes && digestOf(bytes) }),
    seen: (): SeenFiles => ({ put, made: [digestOf(CONVERTED)], handed }),
  };
}
