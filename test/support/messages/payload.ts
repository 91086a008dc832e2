/** A message object as imsg puts it on the wire, with whatever a test wants to be different. */
export function payload(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 1,
    chat_id: 3,
    guid: '00000001-0000-4000-8000-0000000000AA',
    sender: '+15550001111',
    is_from_me: false,
    text: 'hello',
    created_at: '2026-03-02T08:59:58.000Z',
    attachments: [],
    reactions: [],
    chat_identifier: '+15550001111',
    chat_guid: 'any;-;+15550001111',
    chat_name: '',
    participants: ['+15550001111'],
    is_group: false,
    ...fields,
  };
}

/** The same as one `message` notification, in bytes. */
export function messageFrame(fields: Record<string, unknown> = {}): Uint8Array {
  const frame = { jsonrpc: '2.0', method: 'message', params: { subscription: 1, message: payload(fields) } };
  return Buffer.from(JSON.stringify(frame));
}
