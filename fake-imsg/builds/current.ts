import { renderStrictError } from '../rpc/errors-strict.ts';
import { readStrictFrame } from '../rpc/framing-strict.ts';
import { readStrictParams } from '../rpc/params.ts';
import type { Build } from './build.ts';
import { currentMethods } from './current-methods.ts';

/** Release 0.15.1: strict protocol, lanes, backlog drained at once, a row of several chats told once. */
export const current: Omit<Build, 'version'> = {
  protocolVersion: 1,
  readFrame: readStrictFrame,
  readParams: readStrictParams,
  renderError: renderStrictError,
  scheduler: { outstanding: 128, running: { mutation: 1, read: 4, control: 1 } },
  subscriptionsMax: 64,
  methods: currentMethods,
  omittedMessageFields: new Set(),
  watch: { fallbackPollMs: 5000, batchRows: 100, unjoinedTries: 20, stalledDrainMs: 100 },
};
