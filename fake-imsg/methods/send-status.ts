import { dateText, isoText } from '../chat-db/read/time.ts';
import { sendState } from '../program/send-state.ts';
import type { Handler } from './method.ts';

/** `message.send_status`: what is known of a message; of one that nobody knows, nothing (wire-2.6). */
export const messageSendStatus: Handler = (params, context) => {
  const guid = params.string('guid') ?? '';
  const checkedAt = isoText(context.clock.wallMs());
  const status = context.chatDb().sendStatus(guid);
  if (!status) {
    return {
      ok: true,
      guid,
      send_state: 'pending',
      service: null,
      checked_at: checkedAt,
      status_fields: null,
    };
  }
  return {
    ok: true,
    guid: status.guid,
    send_state: sendState(status),
    service: status.service || null,
    checked_at: checkedAt,
    ...(status.dateDelivered > 0 && { delivered_at: dateText(status.dateDelivered) }),
    status_fields: {
      is_sent: status.isSent !== 0,
      is_delivered: status.isDelivered !== 0,
      is_finished: status.isFinished !== 0,
      error: status.error,
      date_delivered: status.dateDelivered > 0 ? dateText(status.dateDelivered) : null,
      date_read: status.dateRead > 0 ? dateText(status.dateRead) : null,
      is_delayed: status.isDelayed !== 0,
      is_prepared: status.isPrepared !== 0,
      is_pending_satellite_send: status.isPendingSatelliteSend !== 0,
      was_downgraded: status.wasDowngraded !== 0,
    },
  };
};
