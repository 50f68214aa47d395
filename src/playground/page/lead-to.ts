/** How long a message that somebody was led to stands out. */
const markMs = 2000;

/** To a message of the channel that is shown: the focus too, so that a keyboard goes on from there. */
export function leadTo(messageId: string): void {
  const message = document.getElementById(`message-${messageId}`);
  message?.scrollIntoView({ block: 'start' });
  message?.focus({ preventScroll: true });
  // It fades; for whoever wants nothing to move it stays until it goes at once.
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const marked = { offset: 0, backgroundColor: 'var(--accent-tint)' };
  message?.animate([marked], { duration: markMs, easing: still ? 'step-end' : 'ease-in' });
}
