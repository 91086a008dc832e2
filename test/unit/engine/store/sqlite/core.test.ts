import { join } from 'node:path';
import type { StoreCore } from '../../../../../engine/store/core.ts';
import { openSqliteCore } from '../../../../../engine/store/sqlite/core.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';
import { describeStore } from '../../../../support/stores/contract.ts';

describeStore('SQLite', () => {
  const folder = createTempFolder();
  const opened: StoreCore[] = [];
  const open = () => {
    const core = openSqliteCore(join(folder.path, 'state.db'));
    opened.push(core);
    return core;
  };
  return {
    core: open(),
    openAgain: open,
    dispose() {
      for (const core of opened) core.close();
      folder.remove();
    },
  };
});
