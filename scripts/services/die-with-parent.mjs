// Preloaded into the API and the worker: when the launcher is killed with -9 nobody would stop them, and they would hold the
// port and the queue. They stop in the ordinary way, as after SIGTERM.
const launcher = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === launcher) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 1000);
watch.unref();
