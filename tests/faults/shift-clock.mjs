// Preloaded into the API and the worker: the machine's clock is wrong by so many minutes. What the threads and the database
// see is right, as it is when one of two machines is wrong.
const by = Number(process.env.FAULT_CLOCK_MINUTES) * 60_000;
const RightDate = Date;
globalThis.Date = class extends RightDate {
  constructor(...args) {
    if (args.length === 0) super(RightDate.now() + by);
    else super(...args);
  }
  static now() {
    return RightDate.now() + by;
  }
};
