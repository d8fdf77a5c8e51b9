/**
 * Calls `stop` once when the process is asked to end. Asked by npm too: some shells between npm and this process die of the
 * signal without passing it on, so under npm the loss of the parent counts as being asked.
 */
export function onStop(stop) {
  let asked = false;
  const ask = (reason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => ask(signal));
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) ask('parent');
    }, 500).unref();
  }
}
