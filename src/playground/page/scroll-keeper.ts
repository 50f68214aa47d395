const nearPx = 80;

/** Keeps the newest message in sight for a reader who is at the end, and everybody else where they are. */
export class ScrollKeeper {
  #atEnd = true;
  #channelId: string | undefined;
  #newest: string | undefined;

  before(log: Element | null): void {
    if (!log) return;
    this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearPx;
  }

  after(log: Element | null, channelId: string, newest: string | undefined): void {
    if (!log) return;
    const arrived = newest !== this.#newest || channelId !== this.#channelId;
    if (channelId !== this.#channelId || this.#atEnd) log.scrollTop = log.scrollHeight;
    if (arrived && channelId === this.#channelId && this.#atEnd) showBeginning(log);
    this.#channelId = channelId;
    this.#newest = newest;
  }
}

/** A message taller than the window is read from its top. */
function showBeginning(log: Element): void {
  const last = [...log.querySelectorAll('.message')].at(-1);
  if (!last) return;
  const above = log.getBoundingClientRect().top - last.getBoundingClientRect().top;
  if (above > 0) log.scrollTop -= above;
}
