/** Whether a chat goes by iMessage, be it by satellite. Case does not count. */
export const isIMessage = (service: string): boolean => /^imessage(lite)?$/i.test(service);
