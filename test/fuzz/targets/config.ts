// Configuration files. One that is refused says why, safely; one that is taken admits nobody it does not name.

import { compileAccess, decideAccess } from '../../../engine/access/policy.ts';
import { accessWarnings } from '../../../engine/access/warnings.ts';
import { errorText } from '../../../engine/cli/report-error.ts';
import type { Config } from '../../../engine/config/config.ts';
import { loadConfig } from '../../../engine/config/load.ts';
import { EngineError } from '../../../engine/errors.ts';
import { parseAllowEntry } from '../../../engine/message/identity/allow-entry.ts';
import { id } from '../../support/messages/ids.ts';
import { mutateBytes, mutateJson } from '../mutate.ts';
import { below, pick } from '../odd-values.ts';
import { expectSafeLine, expectSafeText, Finding, type Target } from '../target.ts';

const STRANGER = '+15550004444';
const FULL = {
  stateDir: '~/.imgate',
  channels: {
    imessage: {
      cliPath: '/usr/local/bin/imsg',
      dbPath: '~/Library/Messages/chat.db',
      service: 'auto',
      sendTransport: 'auto',
      ownAddresses: ['+15550009999', 'me@example.com'],
      dmPolicy: 'allowlist',
      allowFrom: ['+15550001111', 'accessGroup:staff', 15550002222],
      groupPolicy: 'allowlist',
      groupAllowFrom: ['ada@example.com', 'chat_id:3'],
      groups: { '*': { requireMention: false }, '12': {} },
      includeAttachments: true,
      coalesceSameSenderDms: true,
      catchup: {
        enabled: true,
        maxAgeMinutes: 60,
        perRunLimit: 20,
        firstRunLookbackMinutes: 5,
        maxFailureRetries: 2,
      },
      accounts: {
        work: { remoteHost: 'me@mac.example.com', dbPath: '/Users/me/chat.db', allowFrom: ['+15550003333'] },
      },
      defaultAccount: 'work',
    },
  },
  accessGroups: { staff: { type: 'message.senders', members: { imessage: ['+15550002222'], '*': [] } } },
  agents: {
    list: [{ id: 'main', default: true, type: 'command', command: ['/bin/answer', '-x'], timeoutMs: 1000 }],
  },
  messages: { inbound: { debounceMs: 500, byChannel: { imessage: 700 } } },
  session: { dmScope: 'per-peer' },
};
const SMALL = { agents: { list: [{ id: 'main', type: 'echo' }] }, channels: { imessage: { allowFrom: [] } } };
const JSON5_TEXT = `// A comment.\n{ channels: { imessage: { dmPolicy: 'allowlist', allowFrom: ['+15550001111',], }, },\n agents: { list: [{ id: 'main', type: 'echo' }] }, }`;
const TEXTS = [JSON5_TEXT, JSON.stringify(FULL, null, 1), JSON.stringify(SMALL)].map((text) =>
  Buffer.from(text),
);

export const config: Target = {
  name: 'config',
  draw(random) {
    if (below(random, 3) === 0) return mutateBytes(pick(random, TEXTS), random, TEXTS);
    return Buffer.from(mutateJson(pick(random, [FULL, FULL, SMALL]), random));
  },
  run(input) {
    let loaded: ReturnType<typeof loadConfig>;
    try {
      loaded = loadConfig({ path: 'imgate.json5', readFile: () => input.toString(), home: '/Users/me' });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      expectSafeText(errorText(error), 'an error of the configuration');
      for (const line of error.message.split('\n')) expectSafeLine(line, 'a problem');
      return;
    }
    for (const warning of [...loaded.warnings, ...accessWarnings(loaded.config)])
      expectSafeLine(warning, 'a warning');
    expectStrangerOutside(loaded.config);
  },
};

/** Nobody has named him, and whoever is admitted by `*` was meant to be. */
function expectStrangerOutside({ accounts, accessGroups }: Config): void {
  const members = Object.values(accessGroups).flatMap((group) => Object.values(group.members).flat());
  for (const account of accounts) {
    const entries = [...account.allowFrom, ...(account.groupAllowFrom ?? []), ...members];
    if (entries.some((entry) => parseAllowEntry(entry)?.kind === 'anyone' || entry.includes('4444')))
      continue;
    const access = compileAccess(account, accessGroups);
    const facts = {
      sender: STRANGER,
      isGroup: false,
      chatId: id.chatId(77),
      chatGuid: id.chat(`any;-;${STRANGER}`),
      chatIdentifier: STRANGER,
    };
    if (decideAccess(access, facts).admit)
      throw new Finding(`account ${account.accountId} admits a stranger`);
    if (account.groupPolicy === 'open') continue;
    const inGroup = { ...facts, isGroup: true, chatGuid: id.chat('any;+;chat77'), chatIdentifier: 'chat77' };
    if (decideAccess(access, inGroup).admit)
      throw new Finding(`account ${account.accountId} admits a stranger in a group`);
  }
}
