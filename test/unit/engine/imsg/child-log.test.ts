import { describe, expect, it } from 'vitest';
import { createChildLog } from '../../../../engine/imsg/child-log.ts';
import type { Handshake } from '../../../../engine/imsg/handshake.ts';

const READY: Handshake = {
  version: '0.15.1',
  databaseReady: true,
  databaseError: null,
  bridgeReady: false,
  bridgeError: null,
  methods: null,
  supportedMethods: null,
  selectors: null,
};
const WITHOUT_DATABASE: Handshake = { ...READY, databaseReady: false, databaseError: 'not there' };

function bed() {
  const errors: string[] = [];
  const logger = { debug() {}, info() {}, warn() {}, error: (message: string) => void errors.push(message) };
  return { errors, log: createChildLog({ name: 'watch', accountId: 'default', command: 'imsg', logger }) };
}

describe('What children say of a database that they cannot read', () => {
  it('is told once, however many of them find it so', () => {
    const { errors, log } = bed();
    for (let starts = 0; starts < 4; starts += 1) log.ready(WITHOUT_DATABASE);
    expect(errors).toEqual([expect.stringContaining('chat.db cannot be read. not there')]);
  });

  it('is told again after one that could read it, and where the reason is another', () => {
    const { errors, log } = bed();
    log.ready(WITHOUT_DATABASE);
    log.ready(READY);
    log.ready(WITHOUT_DATABASE);
    log.ready({ ...WITHOUT_DATABASE, databaseError: 'forbidden' });
    expect(errors).toHaveLength(3);
  });
});
