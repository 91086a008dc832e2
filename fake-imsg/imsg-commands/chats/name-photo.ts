import { type HelperData, runBridge } from '../../command-line/bridge-run.ts';
import { type Command, livingMac } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import { invalidOption } from '../../command-line/usage-error.ts';
import { shareRequest, shouldOfferRequest } from '../../messages-app/helper/name-photo-requests.ts';

/** `imsg name-photo` (wire-1.4). */
export const namePhotoCommand: Command = {
  name: 'name-photo',
  since: '0.13.0',
  about: 'Inspect or share your Messages Name & Photo',
  discussion:
    '`status` asks whether Messages would offer them in a chat, `share` sends them to everybody there.',
  arguments: [{ label: 'action', about: 'status|share' }],
  options: [DB, option('chat', 'chat guid'), ...STANDARD_OPTIONS],
  examples: [
    "imsg name-photo status --chat 'any;-;+15550001111'",
    "imsg name-photo share --chat 'any;-;+15550001111'",
  ],
  run(context) {
    const { build, options } = context;
    const chat = options.required('chat');
    switch (options.rest[0]) {
      case 'status':
        return runBridge(context, shouldOfferRequest(chat, livingMac(context).device, build.bridge), (data) =>
          statusLine(data, build.bridge.tellsOwnName),
        );
      case 'share':
        return runBridge(
          context,
          shareRequest(chat),
          ({ requested }) => `name-photo: share requested=${requested}`,
        );
      default:
        throw invalidOption('action');
    }
  },
};

function statusLine(data: HelperData, tellsOwnName: boolean): string {
  const names = ['personal_nickname_loaded', 'has_personal_nickname'].map((name) => `${name}=${data[name]}`);
  const offer = `should_offer=${data.should_offer ?? 'unknown'}`;
  const can = `can_inspect_offer=${data.can_inspect_offer} can_share=${data.can_share}`;
  return ['name-photo:', can, ...(tellsOwnName ? names : []), offer].join(' ');
}
