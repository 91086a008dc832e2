import { createMemoryCore } from '../../../../engine/store/memory.ts';
import { describeStore } from '../../../support/stores/contract.ts';

describeStore('memory', () => {
  const core = createMemoryCore();
  return { core, openAgain: () => core, dispose: () => {} };
});
