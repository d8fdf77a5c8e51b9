/** Values that fill a sentence and the ids that go to the log. Never an ID number, a phone or a name of a stranger. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;
