import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import type { Command, CommandContext } from '../../command-line/command.ts';
import { DB, flag, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import type { HelperRequest } from '../../messages-app/helper/ask-helper.ts';
import { escapedJson } from '../../wire/json.ts';

/** `imsg nickname`: what somebody calls themselves (wire-1.4). Nobody here has shared a name. */
export const nicknameCommand: Command = {
  name: 'nickname',
  since: '0.7.0',
  about: 'Show contact-card / nickname info for a handle',
  discussion: 'Asks the bridge for the name somebody shared; with --local it looks into your own Contacts.',
  options: [
    DB,
    option('address', 'phone or email'),
    flag('local', 'return local AddressBook contact name (no SIP; NOT the shared nickname)', {
      since: '0.11.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: [
    'imsg nickname --address +15550001111',
    { text: 'imsg nickname --address +15550001111 --local', since: '0.11.0' },
  ],
  run(context) {
    const { options } = context;
    const address = options.required('address');
    if (options.flag('local')) {
      printLocal(context, address);
      return undefined;
    }
    return runBridge(context, nickname(address), ({ has_nickname, description }: HelperData) => {
      return `nickname: ${has_nickname ? description : '(none)'}`;
    });
  },
};

const nickname = (address: string): HelperRequest => ({
  action: 'get-nickname-info',
  kind: 'question',
  waits: 'short',
  selectors: ['nicknameLookup'],
  perform: () => ({ address, has_nickname: false }),
});

function printLocal({ openMac, options, print }: CommandContext, address: string): void {
  const { contacts } = openMac();
  const isReadable = contacts.available();
  const name = contacts.nameOf(address);
  if (options.flag('json')) {
    const contact = { local_contact_name: name ?? '', found: name !== null };
    const from = { source: 'local-addressbook', contacts_unavailable: !isReadable };
    print(escapedJson({ address, ...contact, ...from }));
  } else {
    const none = isReadable ? '(none)' : '(Contacts unavailable)';
    print(`local_contact_name: ${name ?? none} (source=local-addressbook)`);
  }
}
