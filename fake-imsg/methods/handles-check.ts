import { askHelper, type HelperRequest } from '../messages-app/helper/ask-helper.ts';
import { invalidParams } from '../program/outcomes.ts';
import type { Handler } from './method.ts';

/** What Apple's directory says of an address, as far as this Mac has asked before: 0 = never. */
const STATUS = { unknown: 0, imessage: 1, sms: 2 } as const;

/** What the helper is asked to do for `handles.check` and `whois` (wire-1.4 and wire-2.6). */
export const availabilityRequest = (
  address: string,
  aliasType: string,
  rest: Pick<HelperRequest, 'absent'> = {},
): HelperRequest => ({
  action: 'check-imessage-availability',
  kind: 'question',
  waits: 'short',
  selectors: ['checkIMessageAvailability'],
  lacking: 'IDSIDQueryController unavailable',
  ...rest,
  perform({ chatDb }) {
    const status = STATUS[chatDb.targets.serviceOf(address)];
    const scheme = { phone: 'tel:', email: 'mailto:' }[aliasType] ?? '';
    return {
      address,
      alias_type: aliasType,
      destination: address.startsWith(scheme) ? address : scheme + address,
      id_status: status,
      available: status === 1,
    };
  },
});

/** `handles.check`: whether an address can be reached by iMessage (wire-2.6). */
export const handlesCheck: Handler = async (params, context) => {
  const address = params.string('address') ?? '';
  if (address === '') throw invalidParams('address is required');
  const byDefault = address.includes('@') ? 'email' : 'phone';
  const aliasType = (params.string('alias_type') ?? byDefault).toLowerCase();
  if (aliasType !== 'phone' && aliasType !== 'email') {
    throw invalidParams('alias_type must be phone or email');
  }
  if ((params.string('service') ?? 'iMessage').toLowerCase() !== 'imessage') {
    throw invalidParams('handles.check only supports service iMessage');
  }
  const absent = 'handles.check requires bridge transport (Messages.app must be injected)';
  const data = await askHelper(context, availabilityRequest(address, aliasType, { absent }));
  return { ok: true, ...data, service: 'iMessage' };
};
